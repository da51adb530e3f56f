//! The program opens no connection, starts no program, and reads nothing outside of the project.

use crate::support::corpus::Corpus;
use crate::support::site::{AS_OF, Run, Site, program};
use crate::support::trace::{call, traced};

/// What the system's loader, allocator and thread library read on their own account, before and beside the program.
const OF_THE_SYSTEM: &[&str] = &[
    "/etc/ld.so.",
    "/lib/",
    "/lib64/",
    "/usr/lib/",
    "/usr/lib64/",
    "/proc/self/",
    "/proc/sys/vm/",
    "/sys/fs/cgroup/",
    "/sys/devices/system/",
    "/sys/kernel/mm/transparent_hugepage/",
    "/dev/null",
    "/dev/urandom",
];

/// The same for a process by its number, which the links below `/proc/self` lead to.
fn of_the_system(path: &str) -> bool {
    let process = path.strip_prefix("/proc/").and_then(|rest| rest.split('/').next());
    let numbered = process.is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
    numbered || OF_THE_SYSTEM.iter().any(|known| path.starts_with(known))
}

/// The path of the file that a call opened, if it opened one: `... = 3</the/path>`.
fn opened(line: &str) -> Option<&str> {
    if !line.contains("open") {
        return None;
    }
    let (_, result) = line.rsplit_once(" = ")?;
    let (number, path) = result.split_once('<')?;
    number.parse::<u32>().ok()?;
    path.strip_suffix('>')
}

#[track_caller]
fn assert_isolated(site: &Site, arguments: &[&str]) -> Run {
    let options = ["--trace=network,process,open,openat,openat2,creat"];
    let (run, trace) = traced(&site.command(arguments), &options);
    assert!(trace.len() > 10, "nothing was traced: {trace:?} {run:?}");

    let network: Vec<&String> = trace.iter().filter(|line| is_network(call(line))).collect();
    assert!(network.is_empty(), "{arguments:?} opens connections: {network:#?}");

    let started: Vec<&String> = trace.iter().filter(|line| call(line).starts_with("execve")).collect();
    assert_eq!(started.len(), 1, "{arguments:?} starts programs: {started:#?}");
    assert!(started[0].contains(&program().display().to_string()), "{started:?}");

    let home = site.beside("");
    let home = home.to_str().expect("temporary folders have plain names");
    let strange: Vec<&str> = trace
        .iter()
        .filter_map(|line| opened(line))
        .filter(|path| !path.starts_with(home) && !of_the_system(path))
        .collect();
    assert!(strange.is_empty(), "{arguments:?} opens {strange:#?}");
    assert!(trace.iter().filter_map(|line| opened(line)).any(|path| path.starts_with(home)), "no input was opened");
    run
}

fn is_network(call: &str) -> bool {
    const CALLS: &[&str] = &[
        "socket",
        "socketpair",
        "connect",
        "bind",
        "listen",
        "accept",
        "accept4",
        "sendto",
        "sendmsg",
        "recvfrom",
        "recvmsg",
    ];
    CALLS.contains(&call)
}

#[test]
fn a_build_stays_at_home() {
    let site = Site::of_corpus(Corpus::new(2, 30));
    let _ = assert_isolated(&site, &["build", "--as-of", AS_OF]).succeeds();
    // Once more, with an output to look at.
    let _ = assert_isolated(&site, &["build", "--as-of", AS_OF]).succeeds();
}

#[test]
fn a_check_stays_at_home() {
    let site = Site::of_corpus(Corpus::new(2, 30));
    let _ = assert_isolated(&site, &["check", "--as-of", AS_OF]).succeeds();
}

#[test]
fn a_check_of_bad_input_stays_at_home() {
    let site = Site::of_corpus(Corpus::new(2, 10))
        .file("content/commitments/bad.md", "---\nkind: page\ntitle: A page\ndate: 2025\n---\n![x](/etc/hostname) [y](../../../../etc/hostname) [[/etc/hostname]]\n")
        .file("templates/entry.html", "{% include \"/etc/hostname\" %}{% include \"../../../../../etc/hostname\" %}");
    let _ = assert_isolated(&site, &["check", "--as-of", AS_OF]).exits(1);
}

#[test]
fn what_the_test_looks_for_is_seen() {
    assert_eq!(opened("openat(AT_FDCWD</x>, \"a\", O_RDONLY) = 3</x/a>"), Some("/x/a"));
    assert_eq!(opened("<... openat resumed>) = 12</etc/hostname>"), Some("/etc/hostname"));
    assert_eq!(opened("openat(AT_FDCWD</x>, \"a\", O_RDONLY) = -1 ENOENT (No such file or directory)"), None);
    assert!(!of_the_system("/etc/hostname") && !of_the_system("/home/x/.config/y") && of_the_system("/proc/12/maps"));
}
