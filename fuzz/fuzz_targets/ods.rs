//! Feeds [`kartoteka_fuzz::targets::ods`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| kartoteka_fuzz::targets::ods(data));
