//! Feeds [`kartoteka_fuzz::targets::zip_guard`].
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| kartoteka_fuzz::targets::zip_guard(data));
