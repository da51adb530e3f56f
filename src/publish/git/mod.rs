//! A branch of a git repository as a target, by the program `git`.
//!
//! A publication is one commit on top of what is there, and one push that is taken only if nothing came in between: so it
//! shows all at once or not at all, and the history of the branch is the way back. Everything happens in a repository of our
//! own ([`command`]); the user's is not written to.

mod command;
mod import;
mod revision;
mod temporary;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::path::Path;
use std::process::Stdio;
use std::sync::{Arc, Mutex, MutexGuard};

use anyhow::{Context as _, bail, ensure};

use super::encode::Encoding;
use super::record::{self, OBJECTS, PUBLISHED, Published};
use super::refusal::Refusal;
use super::target::{Body, Headers, Listing, Look, Object, Tag, Target, Traits, When, Written};
use command::Git;
use import::Import;

pub use revision::Revision;

/// How many commits are fetched at first. Where others commit to the branch as well, more are.
const DEPTH: usize = 50;
/// How often a push is tried when others push to the branch meanwhile.
const TRIES: usize = 4;
/// What the commit that is being made is called in our own repository.
const NEXT: &str = "refs/compendium/next";

/// A branch that is published to.
#[expect(clippy::struct_field_names, reason = "the branch of a repository is called so")]
pub struct Branch {
    git: Git,
    url: String,
    /// How messages name it.
    name: String,
    branch: String,
    /// Variables that say who commits.
    author: Vec<(String, String)>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// What the branch was when it was looked at; none inside when there is no such branch.
    looked: Option<Arc<Looked>>,
    import: Option<Import>,
    /// The publications that were looked for.
    publications: Option<Arc<Vec<(String, Published)>>>,
    /// Blobs by the BLAKE3 of their contents, of all generations that there is a way back to.
    contents: Option<HashMap<String, String>>,
}

#[derive(Default)]
struct Looked {
    tip: Option<String>,
    files: BTreeMap<String, Blob>,
}

struct Blob {
    id: String,
    /// Bytes; none for what is no plain file.
    length: Option<u64>,
}

impl Branch {
    /// A branch by the address of its repository or the name of a remote of the project's. Nothing is fetched yet.
    ///
    /// # Errors
    /// When there is no `git`, or the remote is not known.
    pub fn open(project: &Path, repository: &str, branch: &str) -> anyhow::Result<Self> {
        let url = address(project, repository)?;
        let git = Git::new(project, &url)?;
        let name = git.without_secrets(&format!("branch {branch} of {repository}"));
        let author = author(project);
        Ok(Self { git, url, name, branch: branch.to_owned(), author, state: Mutex::default() })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no thread panics while it holds this")
    }

    /// What the branch holds, looked at once.
    fn looked(&self) -> anyhow::Result<Arc<Looked>> {
        let mut state = self.state();
        if let Some(looked) = &state.looked {
            return Ok(Arc::clone(looked));
        }
        let looked = self.fetch().with_context(|| format!("cannot read {}", self.name))?;
        Ok(Arc::clone(state.looked.insert(Arc::new(looked))))
    }

    fn fetch(&self) -> anyhow::Result<Looked> {
        let Some(tip) = self.tip()? else { return Ok(Looked::default()) };
        let depth = format!("--depth={DEPTH}");
        self.git.run(&["fetch", "--quiet", "--no-tags", &depth, "--", &self.url, &tip_ref(&self.branch)], &[])?;
        // Somebody may have pushed since the tip was asked for.
        let tip = self.git.line(&["rev-parse", "FETCH_HEAD"]).unwrap_or(tip);
        let files = self.tree(&tip)?;
        Ok(Looked { tip: Some(tip), files })
    }

    /// The commit that the branch is at.
    fn tip(&self) -> anyhow::Result<Option<String>> {
        let listed = self.git.line(&["ls-remote", "--", &self.url, &tip_ref(&self.branch)])?;
        Ok(listed.split_whitespace().next().map(str::to_owned))
    }

    fn tree(&self, commit: &str) -> anyhow::Result<BTreeMap<String, Blob>> {
        let listed = self.git.run(&["ls-tree", "-r", "-z", "-l", "--full-tree", commit], &[])?;
        let lines = listed.split(|byte| *byte == 0).filter(|line| !line.is_empty());
        Ok(lines.filter_map(|line| parse_line(std::str::from_utf8(line).ok()?)).collect())
    }

    fn blob(&self, id: &str) -> anyhow::Result<Vec<u8>> {
        self.git.run(&["cat-file", "blob", id], &[])
    }

    /// The commits that published something, the latest first, each with what it published: so many, unless the history of
    /// the branch has less.
    fn publications(&self, most: usize) -> anyhow::Result<Arc<Vec<(String, Published)>>> {
        let known = self.state().publications.clone();
        if let Some(known) = known.filter(|known| known.len() >= most) {
            return Ok(known);
        }
        let looked = self.looked()?;
        let Some(tip) = looked.tip.as_deref() else { return Ok(Arc::default()) };
        let found = loop {
            let boundary = self.git.boundary()?;
            let found = self.publications_within(tip, most, &boundary)?;
            let is_all = boundary.is_empty() || found.last().is_some_and(|(_, first)| first.generation <= 1);
            if is_all || found.len() >= most {
                break Arc::new(found);
            }
            self.deepen(tip)?;
        };
        Ok(Arc::clone(self.state().publications.insert(found)))
    }

    /// Fetches as many commits again as there are.
    fn deepen(&self, tip: &str) -> anyhow::Result<()> {
        let deepen = format!("--deepen={}", self.git.line(&["rev-list", "--count", tip])?);
        self.git.run(&["fetch", "--quiet", "--no-tags", &deepen, "--", &self.url, &tip_ref(&self.branch)], &[])?;
        Ok(())
    }

    /// The same, in what was fetched. Of a commit whose parent was not, nobody knows what it changed.
    fn publications_within(
        &self,
        tip: &str,
        most: usize,
        boundary: &HashSet<String>,
    ) -> anyhow::Result<Vec<(String, Published)>> {
        let commits = self.git.line(&["log", "--format=%H", tip, "--", PUBLISHED])?;
        let mut all: Vec<(String, Published)> = Vec::new();
        for commit in commits.lines().filter(|commit| !boundary.contains(*commit)) {
            if all.len() == most {
                break;
            }
            let Ok(text) = self.blob(&format!("{commit}:{PUBLISHED}")) else { continue };
            let Ok(published) = record::parse_published(&text) else { continue };
            if all.last().is_none_or(|(_, later)| later.generation > published.generation) {
                all.push((commit.to_owned(), published));
            }
        }
        Ok(all)
    }

    /// The blob with a content of the generations that were looked at so far, or of the last one.
    fn kept(&self, hash: &str) -> anyhow::Result<Option<String>> {
        if self.state().contents.is_none() {
            let mut contents = HashMap::new();
            for (commit, published) in self.publications(1)?.iter() {
                let tree = self.tree(commit)?;
                let pairs = published.files.iter().filter_map(|(path, entry)| Some((entry, tree.get(&**path)?)));
                contents.extend(pairs.map(|(entry, blob)| (entry.blake3.to_hex().to_string(), blob.id.clone())));
            }
            self.state().contents = Some(contents);
        }
        Ok(self.state().contents.as_ref().and_then(|contents| contents.get(hash).cloned()))
    }

    /// Does something with the commit that is being made.
    fn import<T>(&self, act: impl FnOnce(&mut Import) -> anyhow::Result<T>) -> anyhow::Result<T> {
        let looked = self.looked()?;
        let mut state = self.state();
        if state.import.is_none() {
            let command = self.git.command(&["fast-import", "--quiet", "--done", "--date-format=now"]);
            state.import = Some(Import::begin(command, NEXT, looked.tip.as_deref())?);
        }
        let import = state.import.as_mut().expect("it was just begun");
        act(import).map_err(|error| import.explained(error, &self.git))
    }

    /// Pushes a commit; whether it was taken.
    fn push(&self, commit: &str) -> anyhow::Result<bool> {
        let refspec = format!("{commit}:{}", tip_ref(&self.branch));
        let pushed = self.git.run(&["push", "--quiet", "--no-verify", "--", &self.url, &refspec], &[]);
        let Err(error) = pushed else { return Ok(true) };
        // The answer may have been lost, or somebody was faster: what is there now tells.
        match self.tip() {
            Ok(Some(tip)) if tip == commit => Ok(true),
            Ok(tip) if tip != self.looked()?.tip => Ok(false),
            _ => Err(error.context(format!("cannot publish to {}", self.name))),
        }
    }

    /// The same changes on top of what somebody else pushed meanwhile; none when that was a publication.
    fn again(&self, former: &Looked, now: &Looked, commit: &str, message: &str) -> anyhow::Result<Option<String>> {
        let published = |looked: &Looked| looked.files.get(PUBLISHED).map(|blob| blob.id.clone());
        let Some(tip) = now.tip.as_deref().filter(|_| published(former) == published(now)) else { return Ok(None) };
        let ours = self.tree(commit)?;
        let is_other = |(path, blob): &(&String, &Blob)| former.files.get(*path).is_none_or(|old| old.id != blob.id);
        let written: Vec<_> = ours.iter().filter(is_other).collect();
        let in_the_way =
            written.iter().filter(|(path, _)| !former.files.contains_key(*path) && now.files.contains_key(*path));
        let in_the_way: Vec<_> = in_the_way.map(|(path, _)| (*path).clone()).collect();
        if !in_the_way.is_empty() {
            return Err(Refusal::Foreign(in_the_way).into());
        }
        let mut lines = String::new();
        for path in former.files.keys().filter(|path| !ours.contains_key(*path)) {
            lines.extend(["0 ", &"0".repeat(tip.len()), "\t", path, "\0"]);
        }
        for (path, blob) in written {
            lines.extend(["100644 ", &blob.id, "\t", path, "\0"]);
        }
        self.git.run(&["read-tree", tip], &[])?;
        self.git.run(&["update-index", "-z", "--index-info"], lines.as_bytes())?;
        let tree = self.git.line(&["write-tree"])?;
        Ok(Some(self.commit(&tree, Some(tip), message)?))
    }

    /// A commit by whoever the project's repository says, else by the program.
    fn commit(&self, tree: &str, parent: Option<&str>, message: &str) -> anyhow::Result<String> {
        let parent = parent.map(|parent| ["-p", parent]);
        let mut arguments = vec!["commit-tree", tree, "-m", message];
        arguments.extend(parent.iter().flatten());
        let mut command = self.git.command(&arguments);
        for (name, value) in &self.author {
            command.env(name, value);
        }
        let output = command.output().context("cannot run `git`")?;
        let said = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "`git commit-tree` failed: {}", self.git.without_secrets(said.trim()));
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }
}

/// Who commits, as the project's repository says; else the program.
fn author(project: &Path) -> Vec<(String, String)> {
    let setting = |name: &str| asked(project, &["config", "--get", name]).ok().flatten();
    let name = setting("user.name").unwrap_or_else(|| "compendium".to_owned());
    let email = setting("user.email").unwrap_or_else(|| "compendium@localhost".to_owned());
    let variables = ["AUTHOR", "COMMITTER"].into_iter().flat_map(|who| {
        [("NAME", &name), ("EMAIL", &email)].map(move |(what, value)| (format!("GIT_{who}_{what}"), value.clone()))
    });
    variables.filter(|(name, _)| std::env::var_os(name).is_none()).collect()
}

fn tip_ref(branch: &str) -> String {
    format!("refs/heads/{branch}")
}

/// `100644 blob ID LENGTH\tPATH`.
fn parse_line(line: &str) -> Option<(String, Blob)> {
    let (facts, path) = line.split_once('\t')?;
    let mut facts = facts.split_whitespace();
    let (mode, _, id, length) = (facts.next()?, facts.next()?, facts.next()?, facts.next()?);
    let is_plain = matches!(mode, "100644" | "100755");
    Some((path.to_owned(), Blob { id: id.to_owned(), length: length.parse().ok().filter(|_| is_plain) }))
}

/// The address behind the name of a remote, and what is no such name as it is; paths are made absolute.
fn address(project: &Path, repository: &str) -> anyhow::Result<String> {
    if let Some(url) = asked(project, &["remote", "get-url", "--push", "--", repository])? {
        // A remote's relative path begins at the top of the work tree.
        let top = asked(project, &["rev-parse", "--show-toplevel"])?;
        return Ok(if is_path(&url) {
            top.map_or(project.to_owned(), Into::into).join(&url).display().to_string()
        } else {
            url
        });
    }
    let path = project.join(repository);
    if is_path(repository) && !path.exists() {
        bail!("the project's repository has no remote `{repository}`");
    }
    Ok(if is_path(repository) { path.display().to_string() } else { repository.to_owned() })
}

/// What the project's repository says, if it says anything.
fn asked(project: &Path, arguments: &[&str]) -> anyhow::Result<Option<String>> {
    let output = command::plain(project).args(arguments).stderr(Stdio::null()).output();
    let output = output.context("cannot run `git`; publishing to a branch needs it")?;
    let said = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    Ok(Some(said).filter(|said| output.status.success() && !said.is_empty()))
}

/// Neither `https://host/path` nor `user@host:path`.
fn is_path(address: &str) -> bool {
    !address.split('/').next().unwrap_or(address).contains(':')
}

impl Look for Branch {
    fn name(&self) -> String {
        self.name.clone()
    }

    fn traits(&self) -> Traits {
        Traits { serves_headers: false, siblings: false, is_atomic: true, is_flat: false, concurrency: 1 }
    }

    fn read(&self, path: &str) -> anyhow::Result<Option<Object>> {
        let looked = self.looked()?;
        let Some(blob) = looked.files.get(path).filter(|blob| blob.length.is_some()) else { return Ok(None) };
        Ok(Some(Object { bytes: self.blob(&blob.id)?, tag: Tag(blob.id.clone()) }))
    }

    fn digest(&self, path: &str, _: Option<Encoding>) -> anyhow::Result<Option<blake3::Hash>> {
        Ok(self.read(path)?.map(|object| blake3::hash(&object.bytes)))
    }

    fn list(&self) -> anyhow::Result<Listing> {
        Ok(self.looked()?.files.iter().map(|(path, blob)| (path.as_str().into(), blob.length)).collect())
    }

    fn altered(&self, site: &Published) -> anyhow::Result<BTreeSet<Arc<str>>> {
        let publications = self.publications(1)?;
        let Some((commit, _)) = publications.first() else { return Ok(BTreeSet::new()) };
        let (then, now) = (self.tree(commit)?, self.looked()?);
        let id = |files: &BTreeMap<String, Blob>, path: &str| files.get(path).map(|blob| blob.id.clone());
        let is_other = |path: &&Arc<str>| id(&then, path) != id(&now.files, path);
        Ok(site.files.keys().filter(is_other).cloned().collect())
    }

    fn former(&self, most: usize) -> anyhow::Result<Vec<Published>> {
        let publications = self.publications(most.saturating_add(1))?;
        Ok(publications.iter().skip(1).map(|(_, published)| published.clone()).collect())
    }
}

impl Target for Branch {
    fn write(&self, path: &str, body: Body, _: &Headers, when: When<'_>) -> anyhow::Result<Written> {
        if matches!(when, When::Absent) && self.looked()?.files.contains_key(path) {
            return Ok(Written::Refused);
        }
        self.import(|import| import.write(path, body)).with_context(|| format!("cannot write `{path}`"))?;
        Ok(Written::Done)
    }

    fn copy(&self, from: &str, to: &str) -> anyhow::Result<()> {
        let hash = from.strip_prefix(OBJECTS).and_then(|name| name.split('.').next());
        let kept = hash.map(|hash| self.kept(hash)).transpose()?.flatten();
        let Some(blob) = kept else { return Err(Refusal::Lost(vec![to.to_owned()]).into()) };
        self.import(|import| import.link(to, &blob))
    }

    fn delete(&self, path: &str) -> anyhow::Result<()> {
        if self.looked()?.files.contains_key(path) {
            self.import(|import| import.delete(path))?;
        }
        Ok(())
    }

    fn finish(&self, message: &str) -> anyhow::Result<Written> {
        self.import(|_| Ok(()))?;
        let import = self.state().import.take().expect("it was just begun");
        import.end(&self.git)?;
        let tree = self.git.line(&["rev-parse", &format!("{NEXT}^{{tree}}")])?;
        let mut commit = self.commit(&tree, self.looked()?.tip.as_deref(), message)?;
        for _ in 0..TRIES {
            if self.push(&commit)? {
                return Ok(Written::Done);
            }
            let former = self.looked()?;
            let now = self.fetch()?;
            let Some(next) = self.again(&former, &now, &commit, message)? else { return Ok(Written::Refused) };
            self.state().looked = Some(Arc::new(now));
            commit = next;
        }
        Ok(Written::Refused)
    }
}
