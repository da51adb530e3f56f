//! The manual: what stands below the options in `--help`, the man pages, and the completion scripts.

use clap_complete::Shell;

use super::args;
use super::failure::Failure;

/// Below the help of the program.
pub const COMPENDIUM: &str = "\
Examples:
  compendium init my-compact             make a project to start from
  compendium serve --open                see it in a browser, with every change as it is saved
  compendium new practice \"A title\"      start an entry
  compendium check                       see what is wrong
  compendium list overdue                see what is late
  compendium build                       make the site in public/
  compendium publish                     put it where readers find it
  compendium explain unknown-theme       learn what a message means
  compendium build --help                read the manual of a command

Environment:
  COMPENDIUM_ROOT       the project, like --root
  COMPENDIUM_OUTPUT     the output folder, like --output of build, publish, status and clean
  COMPENDIUM_BASE_URL   where the site will live, like --base-url of build and export
  SOURCE_DATE_EPOCH     seconds since 1970: the instant that the site speaks of, without --as-of
  GITHUB_WORKSPACE      the repository, from which --message-format github names files
  VISUAL, EDITOR        the editor that `new --open` starts
  NO_COLOR, CLICOLOR, CLICOLOR_FORCE
                        whether messages have colour, if --color does not say
  An option on the command line wins over its variable, and both win over site.toml.

Exit codes:
  0  done
  1  the content has errors
  2  the command line or site.toml is wrong
  3  something outside failed: disk, network, a lock

Diagnostics go to the standard error, results to the standard output.";

/// Below the help of `build`.
pub const BUILD: &str = "\
Examples:
  compendium build
      Write the site into public/.
  compendium build --base-url https://example.org/compact/ --strict
      Build for publishing below a path, and stop at warnings too.
  compendium build -D --embargoed -o preview
      Build what is not public yet into a folder of its own.
  compendium build --as-of 2026-06-01
      Build the site as it stood, or will stand, on that day.

--output counts from the current folder. `output` in site.toml is a folder of the project, and has to lie in it.

COMPENDIUM_OUTPUT and COMPENDIUM_BASE_URL stand in for the options of these names.

Exit codes: 0 built; 1 the content has errors; 2 the command line or site.toml is wrong; 3 the disk or a lock failed.";

/// Below the help of `serve`.
pub const SERVE: &str = "\
Examples:
  compendium serve --open
      Serve at http://localhost:1414/ and open a browser there.
  compendium serve -D --embargoed
      Show what is not public yet too, marked as such.
  compendium serve --poll 2s --port 8000
      Serve a project that lies on a network, and look at it every two seconds (50ms to 60s).

Without --as-of and SOURCE_DATE_EPOCH the site is that of today, and after midnight that of the next day.

Keys: o opens the page of the file saved last, c lists everything that is wrong, q quits, ? lists the keys.

Places named in the panel open in VS Code. For another editor, set its address in site.toml; this one is the default:
  editor = \"vscode://file{path}:{line}\"

Exit codes: 0 ended by Ctrl-C or q; 2 the command line, site.toml or a template is wrong; 3 no port is free.";

/// Below the help of `check`.
pub const CHECK: &str = "\
Examples:
  compendium check
  compendium check --strict
      Fail at warnings too, as before publishing.
  compendium check --verbose
      Show what is overdue, unused or not covered yet.
  compendium check --since production
      Name addresses that were published and would vanish: since a target, a revision (v1.2) or a manifest.
  compendium check --message-format sarif 2> report.sarif
      Write a report for a code host.

The table [check] of site.toml makes a code an error (\"deny\"), a warning (\"warn\") or nothing (\"allow\"):
  [check]
  orphan-entry = \"allow\"

Exit codes: 0 no errors; 1 the content has errors; 2 the command line or site.toml is wrong; 3 with --since, a target or git \
does not answer.";

/// Below the help of `publish`.
pub const PUBLISH: &str = "\
Examples:
  compendium publish --plan
      Show what would be done; nothing is written.
  compendium publish
  compendium publish staging --yes
      Publish to one of several targets and ask nobody, as in continuous integration.
  compendium publish --max-deletes 300
      A large part of the site is meant to go.

A target is a table of site.toml; `compendium schema --for site --format markdown` lists its settings below \
`publish.NAME`:
  [publish.production]
  type = \"folder\"
  path = \"../www\"
Other types are git (a branch), s3, gcs and azure (buckets).

Environment: keys are read from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY or the file of AWS_PROFILE; from
GOOGLE_APPLICATION_CREDENTIALS; from AZURE_STORAGE_ACCOUNT_NAME and AZURE_STORAGE_ACCOUNT_KEY. git asks its own helpers.

Exit codes: 0 published, shown, or nothing to do; 2 the command line, site.toml or the build does not fit; 3 the target or \
somebody else there stood in the way.";

/// Below the help of `rollback`.
pub const ROLLBACK: &str = "\
Examples:
  compendium rollback --plan
      Show what going back by one state would do.
  compendium rollback
  compendium rollback production --to 41 --yes

Twice in a row goes back by two. The next `publish` puts what is built in the place of what was gone back to.

Exit codes: 0 gone back, or shown; 2 there is no way back to that state; 3 the target or somebody else there stood in the \
way.";

/// Below the help of `status`.
pub const STATUS: &str = "\
Examples:
  compendium status
  compendium status production";

/// Below the help of `new`.
pub const NEW: &str = "\
Examples:
  compendium new commitment \"Answer every question within a month\"
      Make content/commitments/answer-every-question-within-a-month.md.
  compendium new practice \"Reading in pairs\" --id read-in-pairs --open
  compendium new commitment \"Répondre à chaque question\" --id answer-every-question --lang fr
      Make the French translation of an entry, beside it.

A file archetypes/KIND.md in the project takes the place of the built-in text. In it, {{title}}, {{id}} and {{date}} are \
replaced; in the front matter the title is quoted as YAML wants it.

The path of the new file is printed on the standard output.";

/// Below the help of `init`.
pub const INIT: &str = "\
Examples:
  compendium init my-compact
  compendium init my-compact --ci github
  cd my-compact && compendium serve --open

What is written:
  site.toml              the settings
  content/               entries, vocabularies, sources
  README.md              what is where, and the first steps
  .gitignore, .editorconfig
  .vscode/               schemas, with which editors complete and check YAML and TOML
  frontmatter.json       the fields of entries, for Front Matter CMS, an extension of VS Code
  .github/workflows/site.yml or .gitlab-ci.yml
                         with --ci: checks every change and publishes the site

Nothing is ever overwritten. A folder with nothing but .git in it counts as empty.";

/// Below the help of `list`.
pub const LIST: &str = "\
Examples:
  compendium list
  compendium list overdue
      What should have been done by today; with --as-of, by another day.
  compendium list --theme recruitment --level national --kind commitment
      Commitments on a theme and a level.
  compendium list translations --lang fr
      What is translated, what is behind, and what is missing.
  compendium list stale --axis actors=ilo --format csv > stale.csv
      For a spreadsheet: translations to be brought up to date.

Columns of every format but text:
  entries       id, kind, state, status, date, updated, title, path, address
  drafts        id, kind, date, title, path
  embargoed     until, id, kind, title, path
  translations  id, lang, state (current, stale, unknown, missing), follows, original, title, path
  stale         id, lang, follows, original, title, path, line
  overdue       due, id, what (milestone or review), title, path, line
  orphans       id, kind, title, path

Exit codes: 0 listed, or nothing to list; 2 the command line or site.toml is wrong.";

/// Below the help of `query`.
pub const QUERY: &str = "\
Examples:
  compendium query 'kind=commitment level=national sdg=8.8 status=active'
  compendium query 'theme=recruitment (overdue or status=stalled)' --format csv > late.csv
  compendium query 'milestones.due<2027 countries=PHL' --fields id,title,milestones.due
  compendium query 'offers.amount>=1000000' --format json
  compendium query part_of=fair-recruitment --format ids

Questions:
  level=national      a value is that: a term or a narrower one, an actor, an entry, a date ...
  kind=practice,agreement
                      one of these
  status!=active      none of its values is that
  date>=2020          also <, <= and >, of dates and numbers; 2020 stands for all its days
  title~visa          the text holds this, in capitals or not
  \"work permit\"       title or summary hold these words, in any language
  reviews, period.to  the field is filled
  overdue, orphan, stale, translated
                      late; linked to nothing; with a translation that is behind; with one
  a b, a or b, not a, ( )
                      both; either; not; grouping

Each test is about the entry as a whole. Tests on the items of one list may be met by different items: \
needs.type=funding needs.amount>=1000000 also finds an entry with a need for funding and another need of that amount.

Fields are those of `compendium schema --format markdown`, `id`, `mentioned_by`, the opposites of relations \
(has_implementation, has_part, superseded_by, model_for). A vocabulary goes by the name of one of its terms, and counts a term \
in whatever field it stands, as its page and `compendium list --axis` do: country=PHL finds who leads, takes part or signed, too; \
countries=PHL asks the field of that name alone.

Exit codes: 0 listed, or nothing to list; 2 the question, the command line or site.toml is wrong.";

/// Below the help of `export`.
pub const EXPORT: &str = "\
Examples:
  compendium export
      List what there is.
  compendium export entries.csv > entries.csv
  compendium export entries.json --output entries.json
  compendium export feed.xml --base-url https://example.org/

A file that exists is replaced, as by curl --output and pandoc --output. Refused are folders, files that the project is made \
from, and files of the built site, which is the build's to write. Files of [outputs] that the site leaves out are exported all \
the same.

Exit codes: 0 written; 1 the content has errors; 2 the command line or site.toml is wrong; 3 the disk failed.";

/// Below the help of `rename`.
pub const RENAME: &str = "\
Examples:
  compendium rename fair-recruitment fair-hiring --dry-run
      Print every line that would change.
  compendium rename fair-recruitment fair-hiring
      Print them, ask, and change them.
  compendium rename content/practices/read-in-pairs.md two-readers --yes
      Ask nothing, as in a script.

Folders mean nothing: a file may be moved to another one below content/ at any time, and keeps its id.

To undo, rename it back: an entry may take a former id of its own again. Ids and former ids of other entries are refused.

Exit codes: 0 renamed, or shown; 1 the change would bring new problems; 2 the command line or site.toml is wrong; 3 the \
disk failed, and every file is as it was.";

/// Below the help of `explain`.
pub const EXPLAIN: &str = "\
Examples:
  compendium explain unknown-theme
  compendium explain content/practices/read-in-pairs.md
      Where does this entry show?
  compendium explain /themes/openness/
      What is this page made from, and who is on it?
  compendium explain https://example.org/compact/fr/ --format json
  compendium explain read-in-pairs
      The same of an entry by its id, or by a former one.
  compendium explain templates/entry.html
      Which pages does a template make?
  compendium explain content/vocabulary/themes.yaml
      Which terms, works or words does a file bring, and where do they show?
  compendium explain

An entry that is not published is explained too, with a note that it is not.";

/// Below the help of `schema`.
pub const SCHEMA: &str = "\
Examples:
  compendium schema --format markdown
      Read which fields entries have.
  compendium schema --for vocabulary > .vscode/vocabulary.schema.json
      Let an editor check vocabulary files.
  compendium schema --format sveltia > config.json
      Edit entries in a browser with Sveltia CMS; say in `backend` where they are kept.
  compendium schema --format frontmatter-cms > frontmatter.json
      Edit entries in VS Code with Front Matter CMS.

JSON schemas are of draft 2020-12. They accept fields and terms that only a project's vocabularies know; `compendium check` \
tells which of them exist. The two for content management systems are about entries: --for narrows them to one kind. No \
project is read, so that fields of vocabularies of your own are not in them: copy the setting of `themes` there, with \
another name and `required: false`.";

/// Below the help of `theme`.
pub const THEME: &str = "\
Examples:
  compendium theme list
      See which files there are, and where each comes from.
  compendium theme eject entry.html
      Copy templates/entry.html of the theme into the project, to change it there.
  compendium theme eject static/icon.svg
      Give the site an icon of its own.
  mkdir -p strings && compendium theme show strings/en.ftl > strings/de.ftl
      Begin a translation of the words of the theme.

docs/content/themes.md of the program's source says what templates see.

Exit codes: 0 done; 2 there is no such file, it exists in the project already, or site.toml is wrong; 3 the disk failed.";

/// Below the help of `clean`.
pub const CLEAN: &str = "\
Examples:
  compendium clean
  compendium clean -o preview";

/// Below the help of `completions`.
pub const COMPLETIONS: &str = "\
Examples:
  compendium completions bash > ~/.local/share/bash-completion/completions/compendium
  compendium completions zsh > ~/.zfunc/_compendium
  compendium completions fish > ~/.config/fish/completions/compendium.fish";

/// Below the help of `man`.
pub const MAN: &str = "\
Examples:
  compendium man | man -l -
  compendium man build > ~/.local/share/man/man1/compendium-build.1";

/// The completion script for a shell.
pub fn completions(shell: Shell) -> String {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut args::command(), "compendium", &mut script);
    String::from_utf8_lossy(&script).into_owned()
}

/// The name of a command that has a page of its own, if there is one of that name.
pub fn command_named(name: &str) -> Result<String, Failure> {
    let command = args::command();
    if let Some(found) = command.find_subcommand(name) {
        return Ok(found.get_name().to_owned());
    }
    let names: Vec<_> = pages(&command).map(|page| page.get_name().to_owned()).collect();
    let near = crate::diagnostic::did_you_mean(name, names.iter().map(String::as_str));
    let help = near.unwrap_or_else(|| format!("commands: {}", names.join(", ")));
    Err(Failure::usage(format!("there is no command `{name}`"), help))
}

/// The man page of a command, or all of them, the program's own first.
pub fn man(command: Option<&str>) -> String {
    let program = args::command();
    let Some(command) = command else {
        let pages = pages(&program).map(page);
        return std::iter::once(page(&program)).chain(pages).collect();
    };
    program.find_subcommand(command).map(page).unwrap_or_default()
}

fn pages(program: &clap::Command) -> impl Iterator<Item = &clap::Command> {
    program.get_subcommands().filter(|command| command.get_name() != "help")
}

fn page(command: &clap::Command) -> String {
    let version = concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION"));
    let mut page = Vec::new();
    let man = clap_mangen::Man::new(command.clone()).source(version).manual("Compendium Manual");
    man.render(&mut page).expect("a Vec takes everything");
    // What stands below the options has a heading that says what it is.
    String::from_utf8_lossy(&page).replace(".SH EXTRA\n", ".SH NOTES\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_a_page() {
        let all = man(None);
        for command in pages(&args::command()) {
            let name = command.get_name();
            let title = format!(".TH compendium-{name} 1");
            assert!(man(Some(name)).contains(&title), "{}", man(Some(name)));
            assert!(all.contains(&title), "{name}");
        }
        assert!(all.contains("COMPENDIUM_BASE_URL"));
    }

    #[test]
    fn every_shell_gets_every_command() {
        for shell in [Shell::Bash, Shell::Zsh, Shell::Fish, Shell::PowerShell, Shell::Elvish] {
            assert!(completions(shell).contains("explain"), "{shell}");
        }
    }

    /// The words of an example, up to where a description begins or a shell takes over.
    fn words(line: &str) -> Vec<String> {
        let cut = |line: &str, end: &str| line.split(end).next().unwrap_or_default().to_owned();
        let line = ["  ", " > ", " 2> ", " | ", " && "].iter().fold(line.to_owned(), |line, end| cut(&line, end));
        let parts = line.split('"').enumerate().flat_map(|(at, part)| match at % 2 {
            0 => part.split_whitespace().map(str::to_owned).collect(),
            _ => vec![part.to_owned()],
        });
        parts.collect()
    }

    #[test]
    fn every_example_is_a_command() {
        let program = args::command();
        let manual: Vec<_> = std::iter::once(&program)
            .chain(pages(&program))
            .map(|command| command.get_after_long_help().expect("every command has examples").to_string())
            .collect();
        let lines = manual.iter().flat_map(|text| text.lines()).map(str::trim);
        let examples: Vec<_> = lines.filter(|line| line.starts_with("compendium ")).collect();
        assert!(examples.len() > 30, "{examples:?}");
        for example in examples {
            let typed = args::parse(words(example).into_iter().map(std::ffi::OsString::from));
            let is_help = |error: &clap::Error| error.kind() == clap::error::ErrorKind::DisplayHelp;
            assert!(typed.as_ref().err().is_none_or(is_help), "{example}: {typed:?}");
        }
    }

    #[test]
    fn a_page_is_found_by_alias_and_a_slip_gets_the_nearest() {
        assert_eq!(command_named("b").expect("an alias"), "build");
        let Err(Failure::Usage { help, .. }) = command_named("biuld") else { panic!("refused") };
        assert_eq!(help.as_deref(), Some("did you mean `build`?"));
    }
}
