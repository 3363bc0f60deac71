//! A text in a code page, judged by its letters: which reading looks most like words of one language.
//!
//! In: bytes of lines that hold more than ASCII. Out: an encoding and how sure it is. East Asian text is never taken for a Latin one.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, IBM866, ISO_8859_2, KOI8_R, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252};

/// In the order of preference when two show the same text.
const CANDIDATES: [&Encoding; 6] = [WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, ISO_8859_2, KOI8_R, IBM866];

/// The letters beyond ASCII of languages whose files arrive: a right reading shows mostly those of one of them.
const LANGUAGES: [&str; 17] = [
    "áčďéěíňóřšťúůýž",
    "áäčďéíĺľňóôŕšťúýž",
    "ąćęłńóśźż",
    "áéíóöőúüű",
    "ăâîşţșț",
    "čćđšž",
    "äöüß",
    "àâæçéèêëîïôœùûüÿ",
    "áéíñóúü",
    "áàâãçéêíóôõúü",
    "àéèìíîòóùú",
    "åäöéü",
    "åæøéü",
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "абвгдеёжзійклмнопрстуўфхцчшыьэюя",
    "абвгдежзийклмнопрстуфхцчшщъьюя",
];
/// What it is worth, in points of a score, that all letters are of one language.
const ONE_LANGUAGE: f64 = 1.5;

struct Reading {
    encoding: &'static Encoding,
    text: String,
    /// By the letters alone.
    base: f64,
    total: f64,
}

/// The encoding in which the sample looks most like words, and whether that is beyond doubt.
pub(crate) fn guess(sample: &[u8]) -> (&'static Encoding, bool) {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let other = detector.guess(None, Utf8Detection::Deny);
    let reading = |encoding: &'static Encoding| {
        let text = encoding.decode_without_bom_handling_and_without_replacement(sample)?.into_owned();
        let base = score(&text);
        // Where two show nearly the same, the other opinion decides.
        let bonus = if encoding == other { 0.05 } else { 0.0 };
        Some(Reading { encoding, base, total: base + bonus + ONE_LANGUAGE * share_of_one_language(&text), text })
    };
    let mut readings: Vec<Reading> = CANDIDATES.into_iter().filter_map(reading).collect();
    readings.sort_by(|a, b| b.total.total_cmp(&a.total));
    let Some(best) = readings.first() else { return (other, false) };
    if !other.is_single_byte() && best.base < 2.0 {
        return (other, false);
    }
    let rival = readings.iter().skip(1).find(|other| other.text != best.text).map_or(f64::MIN, |other| other.total);
    let letters = best.text.chars().filter(|c| !c.is_ascii()).count();
    (best.encoding, letters >= 500 && best.base >= 2.3 && best.total - rival >= 1.0)
}

/// Of the letters beyond ASCII, how many the language has that has most of them: 0 to 1.
fn share_of_one_language(text: &str) -> f64 {
    let (mut counts, mut all) = ([0u32; LANGUAGES.len()], 0u32);
    for letter in text.chars().filter(|c| !c.is_ascii() && c.is_alphabetic()) {
        all += 1;
        let small = letter.to_lowercase().next().unwrap_or(letter);
        for (count, alphabet) in counts.iter_mut().zip(LANGUAGES) {
            *count += u32::from(alphabet.contains(small));
        }
    }
    let most = counts.into_iter().max().unwrap_or(0);
    if all == 0 { 0.0 } else { f64::from(most) / f64::from(all) }
}

/// How much a text looks like words: about 3 for a right reading, below 1 for a wrong one.
fn score(text: &str) -> f64 {
    let (mut sum, mut count, mut before) = (0.0, 0u32, ' ');
    let mut run = 0;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let after = chars.peek().copied().unwrap_or(' ');
        if c.is_ascii() {
            run = 0;
        } else {
            run += 1;
            count += 1;
            sum += weigh(c, before, after, run);
        }
        before = c;
    }
    if count == 0 { 0.0 } else { sum / f64::from(count) }
}

fn weigh(c: char, before: char, after: char, run: u32) -> f64 {
    let is_cyrillic = |c: char| ('\u{400}'..='\u{4ff}').contains(&c);
    if !c.is_alphabetic() {
        let inside = before.is_alphabetic() && after.is_alphabetic();
        return match c {
            '\u{80}'..='\u{9f}' => -12.0,
            // Spanish opens a question and a call.
            '¿' | '¡' if after.is_alphabetic() && !before.is_alphabetic() => 3.0,
            _ if inside && !matches!(c, '’' | '\u{ad}' | '·') => -6.0,
            '\u{a0}' | '„' | '“' | '”' | '‘' | '’' | '«' | '»' | '–' | '—' | '…' | '€' | '№' | '§' | '°' | '•' => {
                1.0
            }
            '\u{2500}'..='\u{25ff}' => -6.0,
            _ => -2.0,
        };
    }
    let mut weight = letter(c) - misplaced(c, before, after);
    // A capital behind a small letter, or a small letter between capitals.
    if c.is_uppercase() && before.is_lowercase() {
        weight -= 5.0;
    }
    if c.is_lowercase() && before.is_uppercase() && after.is_uppercase() {
        weight -= 4.0;
    }
    if is_cyrillic(c) {
        if before.is_ascii_alphabetic() || after.is_ascii_alphabetic() {
            weight -= 5.0;
        }
    } else if run >= 3 {
        // Latin words are mostly ASCII.
        weight -= 3.0;
    }
    weight
}

/// A letter where its language does not put it but another one has its own there: `Hélčne`, `Muńoz`, `oů`, `perň`.
fn misplaced(c: char, before: char, after: char) -> f64 {
    let is_vowel = |c: char| "aeiouyáéíóúůýěäöüąęàèêâô".contains(c.to_lowercase().next().unwrap_or(c));
    let is_consonant = |c: char| c.is_alphabetic() && !is_vowel(c);
    let is_wrong = match c {
        'č' => {
            is_consonant(after) && !matches!(after, 'n' | 'k' | 't' | 'l' | 'r') || is_consonant(before) && is_consonant(after)
        }
        'è' => is_vowel(after) || matches!(before, 'a' | 'e' | 'o' | 'á' | 'í'),
        'ń' | 'ę' | 'ą' => is_vowel(after),
        // Portuguese has it in `ões` alone; Hungarian has ő everywhere.
        'õ' | 'Õ' => !matches!(after, 'e' | 'E'),
        'ř' => after == 'r' || before == 'j',
        'ć' => is_consonant(before) && is_consonant(after),
        'ĺ' | 'Ĺ' => !is_consonant(before) || !is_consonant(after),
        'ů' => is_vowel(before) || is_vowel(after),
        'ň' => is_consonant(before) && !after.is_alphabetic(),
        _ => false,
    };
    if is_wrong { 3.0 } else { 0.0 }
}

fn letter(c: char) -> f64 {
    match c {
        'о' | 'е' | 'а' | 'и' | 'т' | 'н' | 'с' | 'р' | 'в' | 'л' | 'к' | 'м' | 'д' | 'п' | 'у' => 4.0,
        'я' | 'ы' | 'ь' | 'г' | 'з' | 'б' | 'ч' | 'й' | 'х' | 'ж' | 'ш' | 'ю' | 'ц' => 3.0,
        'А'..='Я' => 1.5,
        'щ' | 'э' | 'ф' | 'ъ' | 'ё' | 'Ё' | 'і' | 'ў' | 'І' | 'Ў' => 1.0,
        '\u{400}'..='\u{4ff}' => -4.0,
        'á' | 'í' | 'é' | 'ě' | 'š' | 'č' | 'ř' | 'ž' | 'ý' | 'ů' => 3.2,
        'ą' | 'ę' | 'ł' | 'ó' | 'ś' | 'ż' | 'ć' | 'ń' | 'ź' | 'ú' | 'ň' | 'ť' | 'ď' | 'ľ' => 3.0,
        'ã' | 'ç' | 'õ' | 'ê' | 'ô' | 'â' | 'à' | 'è' | 'ü' | 'ö' | 'ä' | 'ß' | 'ñ' => 3.0,
        'Č' | 'Š' | 'Ř' | 'Ž' | 'Á' | 'Ú' | 'Í' | 'É' | 'Ó' | 'Ý' | 'Ě' | 'Ů' | 'Ł' | 'Ś' | 'Ż' | 'Ç' | 'Ã' | 'Õ' | 'Â' | 'Ê'
        | 'Ö' | 'Ü' | 'Ä' | 'Ň' | 'Ť' | 'Ď' => 2.0,
        'å' | 'ø' | 'æ' | 'œ' | 'ő' | 'ű' => 2.0,
        'ë' | 'î' | 'ï' | 'ò' | 'ù' | 'ì' | 'û' => 1.0,
        _ => -1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn enc_05_enc_06_enc_07_enc_08_a_few_names_of_each_language_are_enough() {
        for (encoding, text) in [
            (WINDOWS_1252, "Hélène;Besançon\nThérèse;Genève\nCrème;Lumière\n"),
            (WINDOWS_1252, "François Lefèvre\nété à la mer\nNoël, août, forêt, où\n"),
            (WINDOWS_1252, "Irène\nPremière\nMégane\n"),
            (WINDOWS_1252, "Íñigo Muñoz;A Coruña\nÁngela Peña;Málaga\n¿recibió el envío?\n"),
            (WINDOWS_1252, "Muñoz\nPeña\nNúñez\n"),
            (WINDOWS_1252, "João Gonçalves;São Paulo\nInês Conceição;Brasília\n"),
            (WINDOWS_1252, "Nicolò Così;Forlì\nperché no; è più città però\nGesù\n"),
            (WINDOWS_1252, "Jürgen Groß;München\nÄnne Müller;Köln\nGünther Weiß\n"),
            (WINDOWS_1252, "Åsa Björk;Malmö\nGöran Sjöström;Västerås\n"),
            (WINDOWS_1252, "Søren Jørgensen;Århus\nMærsk;København\nBjørn Kjær\n"),
            (WINDOWS_1250, "Jiří Dvořák;Plzeň\nŽofie Černá;Třebíč\nLuděk Kučera;Ústí\n"),
            (WINDOWS_1250, "Kovačič\nČápová\nHorčička\n"),
            (WINDOWS_1250, "Ľubomír Šťastný;Košice\nMáté Ďurčanský;Nitra\nvôbec nič\n"),
            (WINDOWS_1250, "Łukasz Wiśniewski;Łódź\nMałgorzata Dąbrowska;Kraków\nmięta, pięć, żółty\n"),
            (WINDOWS_1250, "Őry Győző;Győr\nSzűcs Erzsébet;Székesfehérvár\n"),
            (WINDOWS_1250, "Müller;Brno\nDvořák;Plzeň\nČerný;Ústí nad Labem\nBöhm;České Budějovice\n"),
            (ISO_8859_2, "Jiří Šťastný;Plzeň\nŽofie Černá;Třebíč\nTomáš Žák;Šumperk\n"),
            (WINDOWS_1251, "Иван Петров;Москва\nАнна Щербакова;Санкт-Петербург\n"),
            (WINDOWS_1251, "Наталія Їжак;Київ\nОлексій Єфремов;Львів\n"),
            (KOI8_R, "Иван Петров;Москва\nАнна Щербакова;Тверь\n"),
            (IBM866, "Иван Петров;Москва\nАнна Щербакова;Тверь\n"),
        ] {
            let (bytes, _, lossy) = encoding.encode(text);
            assert!(!lossy, "{text}");
            let (found, sure) = guess(&bytes);
            let seen = found.decode_without_bom_handling(&bytes).0.into_owned();
            assert_eq!((seen.as_str(), sure), (text, false), "{} read as {}", encoding.name(), found.name());
        }
    }
}
