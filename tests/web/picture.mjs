// Makes a picture of a page small: at most 256 colours, which is more than a page of text and lines needs. PNG in, PNG out.
import { crc32, deflateSync, inflateSync } from "node:zlib";

/** @param {Buffer} png 8 bits a channel, not interlaced, as a browser writes it */
export function small(png) {
  const { width, height, channels, pixels } = read(png);
  const exact = new Map();
  for (let at = 0; at < pixels.length; at += channels) {
    const colour = (pixels[at] << 16) | (pixels[at + 1] << 8) | pixels[at + 2];
    exact.set(colour, (exact.get(colour) ?? 0) + 1);
  }
  // Neighbours of anti-aliased text fall together; the commonest of them stands for all, so that surfaces keep their colour.
  const counts = new Map();
  for (const [colour, n] of exact) {
    const rgb = [colour >> 16, (colour >> 8) & 255, colour & 255];
    const one = counts.get(near(...rgb));
    if (!one) counts.set(near(...rgb), { n, most: n, rgb });
    else {
      one.n += n;
      if (n > one.most) Object.assign(one, { most: n, rgb });
    }
  }
  const palette = [...counts.values()].sort((a, b) => b.n - a.n).slice(0, 256).map((one) => one.rgb);
  const nearest = new Map();
  for (const [key, { rgb }] of counts) {
    let [best, least] = [0, Number.POSITIVE_INFINITY];
    palette.forEach((other, place) => {
      const far = other.reduce((sum, value, channel) => sum + (value - rgb[channel]) ** 2, 0);
      if (far < least) [best, least] = [place, far];
    });
    nearest.set(key, best);
  }
  const rows = Buffer.alloc(height * (width + 1));
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, at += channels) {
      rows[y * (width + 1) + 1 + x] = nearest.get(near(pixels[at], pixels[at + 1], pixels[at + 2]));
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  const parts = [["IHDR", head], ["PLTE", Buffer.from(palette.flat())], ["IDAT", deflateSync(rows, { level: 9 })], ["IEND", Buffer.alloc(0)]];
  return Buffer.concat([png.subarray(0, 8), ...parts.map(([name, data]) => chunk(name, data))]);
}

/** Five, six and five bits of a colour. */
function near(red, green, blue) {
  return ((red >> 3) << 11) | ((green >> 2) << 5) | (blue >> 3);
}

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}

function read(png) {
  const data = [];
  let [width, height, channels] = [0, 0, 0];
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    const name = png.toString("latin1", at + 4, at + 8);
    const body = png.subarray(at + 8, at + 8 + length);
    if (name === "IHDR") [width, height, channels] = [body.readUInt32BE(0), body.readUInt32BE(4), body[9] === 6 ? 4 : 3];
    if (name === "IDAT") data.push(body);
    at += length + 12;
  }
  return { width, height, channels, pixels: unfiltered(inflateSync(Buffer.concat(data)), width, height, channels) };
}

/** Each row says how it was written as the difference to its neighbours. */
function unfiltered(raw, width, height, channels) {
  const line = width * channels;
  const out = Buffer.alloc(height * line);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (line + 1)];
    for (let x = 0; x < line; x += 1) {
      const left = x >= channels ? out[y * line + x - channels] : 0;
      const up = y > 0 ? out[(y - 1) * line + x] : 0;
      const corner = x >= channels && y > 0 ? out[(y - 1) * line + x - channels] : 0;
      out[y * line + x] = raw[y * (line + 1) + 1 + x] + [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter];
    }
  }
  return out;
}

function paeth(left, up, corner) {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}
