//! From a target as it is written to a target as it is meant: each setting belongs to its type and can be what it says.

use super::{CACHE_ASSETS, CACHE_PAGES, HostFile, Place, PublishTarget, TargetSettings, TargetType};
use crate::diagnostic::Code;
use crate::record::Reader;
use crate::source::{Span, Spanned};

/// What each type of target has, beside what all have; the first must be written.
const OWN: [(TargetType, &[&str]); 5] = [
    (TargetType::Folder, &["path"]),
    (TargetType::S3, &["bucket", "prefix", "endpoint", "region"]),
    (TargetType::Gcs, &["bucket", "prefix", "endpoint"]),
    (TargetType::Azure, &["container", "account", "prefix", "endpoint"]),
    (TargetType::Git, &["repository", "branch"]),
];

/// A target that can be published to.
pub(super) fn meant(settings: &TargetSettings, span: Span, reader: &mut Reader) -> Option<PublishTarget> {
    refuse_others(settings, reader);
    let place = place(settings, span, reader)?;
    check_precompress(settings, reader);
    let cname = settings.cname.as_ref();
    if let Some(name) = cname.filter(|name| !is_host(name)) {
        let help = Some("write the name alone: compact.example.org".to_owned());
        reader.refuse::<()>(Code::BadValue, name.span, format!("`{name}` is not the name of a host"), help);
    }
    let mut host_files = settings.host_files.clone();
    if settings.target_type.value == TargetType::Git {
        // Without it, GitHub leaves out what begins with a dot or an underscore.
        host_files.push(HostFile::NoJekyll);
    }
    Some(PublishTarget {
        place,
        precompress: settings.precompress.iter().map(|compression| compression.value).collect(),
        cname: cname.map(|name| name.value.clone()),
        host_files,
        cache_pages: settings.cache_pages.as_ref().map_or(CACHE_PAGES, |seconds| seconds.value),
        cache_assets: settings.cache_assets.as_ref().map_or(CACHE_ASSETS, |seconds| seconds.value),
        history: settings.history.as_ref().map_or(5, |history| history.value),
    })
}

fn own(of: TargetType) -> &'static [&'static str] {
    OWN.iter().find(|(known, _)| *known == of).map_or(&[], |(_, own)| own)
}

/// Settings of other types of target.
fn refuse_others(settings: &TargetSettings, reader: &mut Reader) {
    let of = settings.target_type.value;
    let written = [
        ("path", &settings.path),
        ("bucket", &settings.bucket),
        ("container", &settings.container),
        ("account", &settings.account),
        ("prefix", &settings.prefix),
        ("endpoint", &settings.endpoint),
        ("region", &settings.region),
        ("repository", &settings.repository),
        ("branch", &settings.branch),
    ];
    for (name, value) in written {
        if let Some(value) = value.as_ref().filter(|_| !own(of).contains(&name)) {
            let help = Some(format!("settings of type \"{of}\": {}", own(of).join(", ")));
            let message = format!("a target of type \"{of}\" has no `{name}`");
            reader.refuse::<()>(Code::UnknownSetting, value.span, message, help);
        }
    }
}

fn place(settings: &TargetSettings, span: Span, reader: &mut Reader) -> Option<Place> {
    let prefix = prefix(settings.prefix.as_ref(), reader)?;
    let endpoint = endpoint(settings.endpoint.as_ref(), reader)?;
    let text = |value: &Option<Spanned<String>>| value.as_ref().map(|value| value.value.clone());
    let of = settings.target_type.value;
    let mut required = |value: &Option<Spanned<String>>| {
        let value = text(value).filter(|value| !value.is_empty());
        if value.is_none() {
            let name = own(of)[0];
            let at = Span { end: span.start, ..span };
            let help = Some(format!("add `{name} = \"...\"`"));
            reader.refuse::<()>(Code::MissingField, at, format!("a target of type \"{of}\" needs `{name}`"), help);
        }
        value
    };
    Some(match of {
        TargetType::Folder => Place::Folder { path: required(&settings.path)? },
        TargetType::S3 => {
            Place::S3 { bucket: required(&settings.bucket)?, prefix, endpoint, region: text(&settings.region) }
        }
        TargetType::Gcs => Place::Gcs { bucket: required(&settings.bucket)?, prefix, endpoint },
        TargetType::Azure => {
            let container = required(&settings.container)?;
            Place::Azure { container, account: text(&settings.account), prefix, endpoint }
        }
        TargetType::Git => Place::Git {
            repository: repository(settings.repository.as_ref(), reader)?,
            branch: branch(settings.branch.as_ref(), reader)?,
        },
    })
}

/// A folder in a bucket: `sites/compact`.
fn prefix(text: Option<&Spanned<String>>, reader: &mut Reader) -> Option<String> {
    let Some(text) = text else { return Some(String::new()) };
    let prefix = text.trim_matches('/');
    let is_sound = prefix.split('/').all(|part| !matches!(part, "" | "." | ".."));
    if prefix.is_empty() || is_sound {
        return Some(prefix.to_owned());
    }
    let help = Some("write a folder: sites/compact".to_owned());
    reader.refuse(Code::BadPath, text.span, format!("`{text}` is no folder in a bucket"), help)
}

#[expect(clippy::option_option, reason = "refused, none, given")]
fn endpoint(text: Option<&Spanned<String>>, reader: &mut Reader) -> Option<Option<String>> {
    let Some(text) = text else { return Some(None) };
    let is_web = url::Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "https" | "http") && url.has_host());
    if is_web {
        return Some(Some(text.value.trim_end_matches('/').to_owned()));
    }
    let help = Some("write it whole: https://storage.example.org".to_owned());
    reader.refuse(Code::BadUrl, text.span, format!("`{text}` is not the address of a service"), help)
}

/// `git` runs programs for some addresses, and takes what begins with a hyphen for an option.
fn repository(text: Option<&Spanned<String>>, reader: &mut Reader) -> Option<String> {
    let Some(text) = text else { return Some("origin".to_owned()) };
    let is_sound =
        !text.is_empty() && !text.starts_with('-') && !text.contains("::") && !text.contains(char::is_control);
    if is_sound {
        return Some(text.value.clone());
    }
    let help = Some("write the address of a repository, or the name of a remote: origin".to_owned());
    reader.refuse(Code::BadUrl, text.span, "this repository is refused", help)
}

fn branch(text: Option<&Spanned<String>>, reader: &mut Reader) -> Option<String> {
    let Some(text) = text else { return Some("gh-pages".to_owned()) };
    let is_word = |c: char| c.is_ascii_alphanumeric() || "-_./".contains(c);
    let is_sound = !text.is_empty() && text.chars().all(is_word) && !text.contains("..") && !text.contains("//");
    if is_sound && !text.starts_with(['-', '/', '.']) && !text.ends_with(['/', '.']) && !text.ends_with(".lock") {
        return Some(text.value.clone());
    }
    reader.refuse(Code::BadValue, text.span, format!("`{text}` is no name of a branch"), None)
}

fn check_precompress(settings: &TargetSettings, reader: &mut Reader) {
    let of = settings.target_type.value;
    let Some(last) = settings.precompress.last() else { return };
    if of == TargetType::Git {
        let help = Some("hosts of git branches compress by themselves".to_owned());
        reader.refuse::<()>(Code::BadValue, last.span, "a git branch holds plain files", help);
    } else if of != TargetType::Folder && settings.precompress.len() > 1 {
        let help =
            Some("write one of \"gzip\" and \"br\"; a browser that does not know it cannot read the site".to_owned());
        reader.refuse::<()>(Code::BadValue, last.span, "an object in a bucket has one encoding", help);
    }
}

fn is_host(name: &str) -> bool {
    let is_label = |label: &str| {
        let sound = label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        !label.is_empty() && label.len() < 64 && sound && !label.starts_with('-') && !label.ends_with('-')
    };
    name.contains('.') && name.split('.').all(is_label)
}
