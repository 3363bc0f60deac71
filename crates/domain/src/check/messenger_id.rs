//! `messenger-id-odd`: an id that cannot belong to the bot's messenger (A7). It is imported, but cannot be messaged.
//!
//! Source: the identifier forms of the messengers' public bot interfaces: Telegram, Facebook, Instagram and VK use numbers,
//! Viber 24 characters of Base64, WhatsApp and SMS phone numbers of 7 to 15 digits (ITU-T E.164).

use super::{Intent, RowContext};
use crate::draft::Slot;
use crate::issue::{Code, Problem};

/// Whether an id can belong to a messenger. An unknown messenger takes every id.
pub fn fits(id: &str, messenger: &str) -> bool {
    let digits = !id.is_empty() && id.bytes().all(|b| b.is_ascii_digit());
    match messenger.to_ascii_lowercase().as_str() {
        "telegram" | "facebook" | "instagram" | "vk" => digits && id.len() <= 20,
        "viber" => id.len() == 24 && id.bytes().all(|b| b.is_ascii_alphanumeric() || b"+/=".contains(&b)),
        "whatsapp" | "sms" => {
            let number = id.strip_prefix('+').unwrap_or(id);
            (7..=15).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit())
        }
        "e-mail" | "email" => id.contains('@') && id.contains('.'),
        _ => true,
    }
}

pub(super) fn judge(row: &mut RowContext<'_>) {
    if row.intent == Intent::None {
        return;
    }
    let (Some(id), Some(messenger)) = (row.reader.slot_of("social_id"), row.reader.slot_of("messenger")) else { return };
    if let (Slot::Value(given), Slot::Value(of)) = (&row.draft.slots[id], &row.draft.slots[messenger])
        && !fits(given.as_text().unwrap_or(""), of.as_text().unwrap_or(""))
    {
        let problem = Problem::new(Code::MessengerIdOdd).with("messenger", of.as_text().unwrap_or(""));
        row.report(id, problem);
    }
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn a7_ids_by_messenger() {
        for (id, messenger, expected) in [
            ("111", "telegram", true),
            ("@nickname", "telegram", false),
            ("", "telegram", false),
            ("01234567890A+/=abcdefghi", "viber", true),
            ("4155550100", "viber", false),
            ("+420601000001", "whatsapp", true),
            ("12345", "whatsapp", false),
            ("+12345678901234567", "sms", false),
            ("420 601", "sms", false),
            ("1234567", "sms", true),
            ("123456", "sms", false),
            ("123456789012345", "sms", true),
            ("+1234567890123456", "whatsapp", false),
            ("01234567890123456789", "vk", true),
            ("012345678901234567890", "vk", false),
            ("01234567890A+/=abcdefgh", "viber", false),
            ("01234567890A+/=abcdefgh-", "Viber", false),
            ("ana@example.com", "e-mail", true),
            ("ana@example.com", "Email", true),
            ("ana@example", "e-mail", false),
            ("example.com", "email", false),
            ("@nickname", "manual", true),
        ] {
            assert_eq!(fits(id, messenger), expected, "{id} {messenger}");
        }
    }
}
