#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| (compendium_fuzz::target("style").run)(data));
