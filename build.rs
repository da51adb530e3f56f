//! Has the program built anew when a file of the embedded theme is added or goes: those that are there are watched already.

fn main() {
    println!("cargo:rerun-if-changed=themes/folio");
}
