//! The least of a browser: one connection that stays, cookies, pages whole.
//! Comes in: an address and paths. Goes out: status, bytes on the wire, the text when it was not compressed. Follows nothing.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

const PATIENCE: Duration = Duration::from_secs(30);

pub struct Client {
    address: SocketAddr,
    connection: Option<BufReader<TcpStream>>,
    cookie: String,
    /// A program's, instead of a person's cookie.
    token: String,
    /// Asks for compressed answers, as browsers do.
    compressed: bool,
}

pub struct Page {
    pub status: u16,
    /// Bytes of the body as they came.
    pub wire: usize,
    pub text: String,
    pub location: String,
    cookies: Vec<String>,
}

impl Client {
    pub fn new(address: SocketAddr) -> Client {
        Client { address, connection: None, cookie: String::new(), token: String::new(), compressed: false }
    }

    /// Somebody who is signed in already.
    pub fn with_cookie(address: SocketAddr, cookie: &str) -> Client {
        Client { cookie: cookie.to_owned(), compressed: true, ..Client::new(address) }
    }

    /// The same, asking for answers as they are.
    pub fn plain(address: SocketAddr, cookie: &str) -> Client {
        Client { cookie: cookie.to_owned(), ..Client::new(address) }
    }

    /// A program that calls the API.
    pub fn with_token(address: SocketAddr, token: &str) -> Client {
        Client { token: token.to_owned(), ..Client::new(address) }
    }

    /// A request of a program: a method, an address, a body of some media type.
    pub fn call(&mut self, method: &str, path: &str, media: &str, body: &[u8]) -> Result<Page> {
        let head = self.head(method, path, media, body.len());
        let mut connection = self.connected()?;
        connection.get_mut().write_all(head.as_bytes())?;
        connection.get_mut().write_all(body)?;
        let (page, stays) = answer(&mut connection)?;
        self.connection = stays.then_some(connection);
        Ok(page)
    }

    /// Time to the first byte of the body, and how many bytes came in all; nothing of them is kept.
    pub fn measured(&mut self, path: &str, body: &str) -> Result<(Duration, u64)> {
        let head = self.head("POST", path, "application/json", body.len());
        let mut connection = self.connected()?;
        let began = Instant::now();
        connection.get_mut().write_all(format!("{head}{body}").as_bytes())?;
        let status = line(&mut connection)?;
        if !status.contains(" 200 ") {
            bail!("{path} answers {status}");
        }
        while !line(&mut connection)?.is_empty() {}
        let (mut first, mut bytes) = (None, 0);
        loop {
            let size = line(&mut connection)?;
            first.get_or_insert_with(|| began.elapsed());
            let size = u64::from_str_radix(size.split(';').next().unwrap_or_default(), 16).context("a chunk without a size")?;
            let copied = std::io::copy(&mut (&mut connection).take(size), &mut std::io::sink())?;
            bytes += copied;
            line(&mut connection)?;
            if size == 0 {
                return Ok((first.unwrap_or_default(), bytes));
            }
        }
    }

    fn head(&self, method: &str, path: &str, media: &str, length: usize) -> String {
        let kind = if media.is_empty() { String::new() } else { format!("Content-Type: {media}\r\n") };
        format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {}\r\n{kind}Content-Length: {length}\r\n\r\n",
            self.address, self.token
        )
    }

    fn connected(&mut self) -> Result<BufReader<TcpStream>> {
        if let Some(connection) = self.connection.take() {
            return Ok(connection);
        }
        let stream = TcpStream::connect_timeout(&self.address, PATIENCE)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_nodelay(true)?;
        Ok(BufReader::new(stream))
    }

    pub fn cookie(&self) -> &str {
        &self.cookie
    }

    /// A page; its text is fetched once more, uncompressed, only where it is needed.
    pub fn get(&mut self, path: &str) -> Result<Page> {
        self.ask("GET", path, "")
    }

    pub fn post(&mut self, path: &str, form: &[(&str, &str)]) -> Result<Page> {
        let body: Vec<String> = form.iter().map(|(name, value)| format!("{name}={}", escaped(value))).collect();
        let page = self.ask("POST", path, &body.join("&"))?;
        if let Some(cookies) = Some(page.cookies.join("; ")).filter(|cookies| !cookies.is_empty()) {
            self.cookie = cookies;
        }
        Ok(page)
    }

    /// A form of somebody who stays who they are: cookies of the answer are not taken.
    pub fn post_as(&mut self, path: &str, form: &[(&str, &str)]) -> Result<Page> {
        let cookie = self.cookie.clone();
        let page = self.post(path, form);
        self.cookie = cookie;
        page
    }

    /// The text of a page as a program reads it.
    pub fn text(&mut self, path: &str) -> Result<String> {
        let compressed = std::mem::replace(&mut self.compressed, false);
        let page = self.get(path);
        self.compressed = compressed;
        Ok(page?.text)
    }

    fn ask(&mut self, method: &str, path: &str, body: &str) -> Result<Page> {
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nOrigin: http://{}\r\nSec-Fetch-Site: same-origin\r\nCookie: {}\r\n{}{}\r\n{body}",
            self.address,
            self.address,
            self.cookie,
            if self.compressed { "Accept-Encoding: gzip, br, zstd\r\n" } else { "" },
            if method == "POST" {
                format!("Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n", body.len())
            } else {
                String::new()
            },
        );
        let mut connection = self.connected()?;
        connection.get_mut().write_all(request.as_bytes())?;
        let (page, stays) = answer(&mut connection)?;
        if stays {
            self.connection = Some(connection);
        }
        Ok(page)
    }
}

fn answer(connection: &mut impl BufRead) -> Result<(Page, bool)> {
    let status = line(connection)?;
    let status = status.split(' ').nth(1).and_then(|code| code.parse().ok()).with_context(|| format!("not HTTP: {status}"))?;
    let mut page = Page { status, wire: 0, text: String::new(), location: String::new(), cookies: Vec::new() };
    let (mut length, mut chunked, mut stays, mut packed) = (0, false, true, false);
    loop {
        let header = line(connection)?;
        let Some((name, value)) = header.split_once(':') else { break };
        let value = value.trim();
        match name.to_ascii_lowercase().as_str() {
            "content-length" => length = value.parse()?,
            "transfer-encoding" => chunked = value.eq_ignore_ascii_case("chunked"),
            "connection" => stays = !value.eq_ignore_ascii_case("close"),
            "content-encoding" => packed = true,
            "location" => page.location = value.to_owned(),
            "set-cookie" => page.cookies.extend(value.split(';').next().map(str::to_owned)),
            _ => {}
        }
    }
    let body = if chunked { chunks(connection)? } else { exactly(connection, length)? };
    page.wire = body.len();
    if !packed {
        page.text = String::from_utf8_lossy(&body).into_owned();
    }
    Ok((page, stays))
}

fn chunks(connection: &mut impl BufRead) -> Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let size = line(connection)?;
        let size = usize::from_str_radix(size.split(';').next().unwrap_or_default(), 16).context("a chunk without a size")?;
        body.extend(exactly(connection, size)?);
        line(connection)?;
        if size == 0 {
            return Ok(body);
        }
    }
}

fn exactly(connection: &mut impl Read, length: usize) -> Result<Vec<u8>> {
    let mut bytes = vec![0; length];
    connection.read_exact(&mut bytes)?;
    Ok(bytes)
}

fn line(connection: &mut impl BufRead) -> Result<String> {
    let mut line = String::new();
    if connection.read_line(&mut line)? == 0 {
        bail!("the server hung up");
    }
    Ok(line.trim_end().to_owned())
}

fn escaped(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-_.".contains(&b);
    text.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Page, bool) {
        answer(&mut text.as_bytes()).unwrap()
    }

    #[test]
    fn answers_are_read_whole() {
        let (page, stays) = read("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello rest");
        assert_eq!((page.status, page.wire, page.text.as_str(), stays), (200, 5, "hello", true));
        let (page, _) = read("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n");
        assert_eq!(page.text, "abcde");
        let (page, stays) = read("HTTP/1.1 303 See Other\r\nLocation: /\r\nSet-Cookie: a=b; Path=/\r\nConnection: close\r\n\r\n");
        assert_eq!((page.status, page.location.as_str(), page.cookies, stays), (303, "/", vec!["a=b".to_owned()], false));
        assert!(answer(&mut "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel".as_bytes()).is_err());
    }

    #[test]
    fn forms_are_escaped() {
        assert_eq!(escaped("a b&c=é"), "a%20b%26c%3D%C3%A9");
    }
}
