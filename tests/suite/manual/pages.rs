//! The pages of the manual: each is read from its beginning by somebody who does what it says.

use super::{pages, text};
use crate::console::{Reader, Step, What, steps, without_times_and_files};
use crate::support::site::Site;

/// What a reader of the manual has: an empty folder where a page begins with `init`, else a project to start from.
fn reader(site: &Site, steps: &[Step]) -> Reader {
    let is_init =
        |step: &Step| matches!(&step.what, What::Type { command, .. } if command.starts_with("compendium init "));
    let home = site.beside("home");
    if steps.first().is_some_and(is_init) {
        return Reader::new(&home, &site.root());
    }
    let _ = site.run(&["init", "my-compact", "--as-of", "2026-11-28"]).succeeds();
    Reader::new(&home, &site.path("my-compact"))
}

#[test]
fn every_command_of_the_manual_prints_what_the_manual_says() {
    let mut commands = 0;
    let mut problems = Vec::new();
    for page in pages() {
        let steps = steps(&text(&page));
        let site = Site::empty();
        let mut reader = reader(&site, &steps);
        for step in &steps {
            commands += usize::from(matches!(step.what, What::Type { .. }));
            if let Err(problem) = reader.does(step, without_times_and_files) {
                problems.push(format!("{}:{}: {problem}", page.display(), step.line));
                break;
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n\n"));
    assert!(commands >= 40, "the manual tells of {commands} commands");
}
