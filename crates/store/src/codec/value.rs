//! One value as bytes: a byte for the variant, then its parts. Keeps the scale of decimals and fractions of seconds.

use compact_str::CompactString;
use jiff::civil::{Date, DateTime, Time};
use kartoteka_domain::record::RecordId;
use kartoteka_domain::value::Value;
use rust_decimal::Decimal;

use super::{Source, put_number, put_signed, put_text};
use crate::error::Result;

const NONE: u8 = 0;
const TEXT: u8 = 1;
const INTEGER: u8 = 2;
const DECIMAL: u8 = 3;
const NO: u8 = 4;
const YES: u8 = 5;
const DATE: u8 = 6;
const DATE_TIME: u8 = 7;
const TIME: u8 = 8;
const LINK: u8 = 9;
const LIST: u8 = 10;
const LINKS: u8 = 11;
const NEGATIVE_DECIMAL: u8 = 12;

pub(super) fn put_value(bytes: &mut Vec<u8>, value: Option<&Value>) {
    match value {
        None => bytes.push(NONE),
        Some(Value::Text(text)) => {
            bytes.push(TEXT);
            put_text(bytes, text);
        }
        Some(Value::Integer(number)) => {
            bytes.push(INTEGER);
            put_signed(bytes, *number);
        }
        Some(Value::Decimal(number)) => {
            bytes.push(if number.is_sign_negative() { NEGATIVE_DECIMAL } else { DECIMAL });
            bytes.push(number.scale() as u8);
            put_number(bytes, number.mantissa().unsigned_abs());
        }
        Some(Value::Bool(yes)) => bytes.push(if *yes { YES } else { NO }),
        Some(Value::Date(date)) => {
            bytes.push(DATE);
            put_date(bytes, *date);
        }
        Some(Value::DateTime(at)) => {
            bytes.push(DATE_TIME);
            put_date(bytes, at.date());
            put_time(bytes, at.time());
        }
        Some(Value::Time(time)) => {
            bytes.push(TIME);
            put_time(bytes, *time);
        }
        Some(Value::Link(id)) => {
            bytes.push(LINK);
            put_signed(bytes, id.0);
        }
        Some(Value::List(words)) => {
            bytes.push(LIST);
            put_number(bytes, words.len() as u128);
            words.iter().for_each(|word| put_text(bytes, word));
        }
        Some(Value::Links(ids)) => {
            bytes.push(LINKS);
            put_number(bytes, ids.len() as u128);
            let mut last = 0;
            for id in ids {
                put_signed(bytes, id.0.wrapping_sub(last));
                last = id.0;
            }
        }
    }
}

fn put_date(bytes: &mut Vec<u8>, date: Date) {
    put_signed(bytes, i64::from(date.year()));
    bytes.extend([date.month() as u8, date.day() as u8]);
}

fn put_time(bytes: &mut Vec<u8>, time: Time) {
    bytes.extend([time.hour() as u8, time.minute() as u8, time.second() as u8]);
    put_number(bytes, time.subsec_nanosecond() as u128);
}

impl Source<'_> {
    pub(super) fn value(&mut self) -> Result<Option<Value>> {
        let value = match self.byte()? {
            NONE => return Ok(None),
            TEXT => Value::Text(CompactString::new(self.text()?)),
            INTEGER => Value::Integer(self.signed()?),
            DECIMAL => Value::Decimal(self.decimal(false)?),
            NEGATIVE_DECIMAL => Value::Decimal(self.decimal(true)?),
            NO => Value::Bool(false),
            YES => Value::Bool(true),
            DATE => Value::Date(self.date()?),
            DATE_TIME => Value::DateTime(DateTime::from_parts(self.date()?, self.time()?)),
            TIME => Value::Time(self.time()?),
            LINK => Value::Link(RecordId(self.signed()?)),
            LIST => {
                let count = self.count()?;
                Value::List((0..count).map(|_| self.text().map(CompactString::new)).collect::<Result<_>>()?)
            }
            LINKS => Value::Links(self.links()?),
            _ => return Err(self.broken()),
        };
        Ok(Some(value))
    }

    fn links(&mut self) -> Result<Vec<RecordId>> {
        let count = self.count()?;
        let mut last = 0i64;
        let mut step = || {
            last = last.wrapping_add(self.signed()?);
            Ok(RecordId(last))
        };
        (0..count).map(|_| step()).collect()
    }

    fn decimal(&mut self, negative: bool) -> Result<Decimal> {
        let scale = u32::from(self.byte()?);
        let mantissa: i128 = self.number()?;
        let mut number = Decimal::try_from_i128_with_scale(mantissa, scale).map_err(|_| self.broken())?;
        number.set_sign_negative(negative);
        Ok(number)
    }

    fn date(&mut self) -> Result<Date> {
        let year = i16::try_from(self.signed()?).map_err(|_| self.broken())?;
        let (month, day) = (self.byte()? as i8, self.byte()? as i8);
        Date::new(year, month, day).map_err(|_| self.broken())
    }

    fn time(&mut self) -> Result<Time> {
        let (hour, minute, second) = (self.byte()? as i8, self.byte()? as i8, self.byte()? as i8);
        let nanoseconds: i32 = self.number()?;
        Time::new(hour, minute, second, nanoseconds).map_err(|_| self.broken())
    }
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::*;

    pub fn any_value() -> impl Strategy<Value = Option<Value>> {
        let date = || (-9999i16..=9999, 1i8..=12, 1i8..=28).prop_map(|(y, m, d)| Date::new(y, m, d).expect("in range"));
        let time = || {
            (0i8..24, 0i8..60, 0i8..60, prop_oneof![Just(0), 0i32..1_000_000_000])
                .prop_map(|(h, m, s, n)| Time::new(h, m, s, n).expect("in range"))
        };
        let decimal = (any::<bool>(), 0i128..=79_228_162_514_264_337_593_543_950_335, 0u32..=28)
            .prop_map(|(negative, m, scale)| Decimal::from_i128_with_scale(if negative { -m } else { m }, scale));
        prop_oneof![
            Just(None),
            ".*".prop_map(|t| Some(Value::text(&t))),
            any::<i64>().prop_map(|n| Some(Value::Integer(n))),
            decimal.prop_map(|d| Some(Value::Decimal(d))),
            any::<bool>().prop_map(|b| Some(Value::Bool(b))),
            date().prop_map(|d| Some(Value::Date(d))),
            time().prop_map(|t| Some(Value::Time(t))),
            (date(), time()).prop_map(|(d, t)| Some(Value::DateTime(DateTime::from_parts(d, t)))),
            any::<i64>().prop_map(|n| Some(Value::Link(RecordId(n)))),
            prop::collection::vec(".{0,9}".prop_map(CompactString::from), 0..5).prop_map(|w| Some(Value::List(w))),
            prop::collection::vec(any::<i64>().prop_map(RecordId), 1..6).prop_map(Value::links),
        ]
    }

    proptest! {
        #[test]
        fn a_value_comes_back_exactly(value in any_value()) {
            let mut bytes = Vec::new();
            put_value(&mut bytes, value.as_ref());
            let mut source = Source { bytes: &bytes, what: "a value" };
            let back = source.value().expect("own bytes");
            source.end().expect("nothing left over");
            // Debug shows the scale of decimals, which equality of meaning forgives.
            prop_assert_eq!(format!("{back:?}"), format!("{value:?}"));
            prop_assert_eq!(back, value);
        }

        #[test]
        fn bytes_of_others_are_refused_softly(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
            let _ = Source { bytes: &bytes, what: "a value" }.value();
        }
    }

    #[test]
    fn the_sign_and_the_scale_of_a_zero_are_kept() {
        for text in ["0", "0.00", "-0.00", "1.50", "-1.50"] {
            let number: Decimal = text.parse().expect("a decimal");
            let mut bytes = Vec::new();
            put_value(&mut bytes, Some(&Value::Decimal(number)));
            let back = Source { bytes: &bytes, what: "a value" }.value().expect("own bytes");
            let Some(Value::Decimal(back)) = back else { panic!("not a decimal: {back:?}") };
            assert_eq!((back.serialize()), number.serialize(), "{text}");
        }
    }
}
