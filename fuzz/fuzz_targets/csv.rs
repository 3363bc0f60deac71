//! Feeds [`kartoteka_fuzz::targets::csv`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| kartoteka_fuzz::targets::csv(data));
