//! Feeds [`kartoteka_fuzz::targets::suggestion`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| kartoteka_fuzz::targets::suggestion(data));
