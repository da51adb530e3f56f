//! Secrets in `site.toml`: found by their names and shapes, refused, and shown to nobody.

use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic};
use crate::node::{Node, Value};
use crate::record::Reader;
use crate::source::{Source, Span, Spanned};

/// Parts of names that secrets have.
const SECRETS: [&str; 9] =
    ["secret", "token", "password", "passwd", "credential", "access_key", "account_key", "private_key", "sas"];

/// The variables that secrets are read from.
const VARIABLES: &str = "secrets are read from the environment: AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, \
    GOOGLE_APPLICATION_CREDENTIALS, AZURE_STORAGE_ACCOUNT_KEY; git asks its credential helper";

/// Reports what looks like a secret among settings, and tells whether there was any. Nobody who reads the report sees one.
pub(super) fn refuse_secrets(fields: &[(Spanned<String>, Node)], reader: &mut Reader) -> bool {
    let secrets: Vec<_> =
        fields.iter().filter(|(key, node)| looks_secret(&key.value) || holds_password(node)).collect();
    let censored = secrets.iter().fold(Arc::clone(&reader.source), |source, (_, node)| censored(&source, node.span));
    for (key, _) in &secrets {
        let message = format!("`{key}` looks like a secret, and this file is read by many");
        reader.diagnostics.push(Diagnostic::new(Code::SecretSetting, &censored, key.span, message).help(VARIABLES));
    }
    !secrets.is_empty()
}

fn looks_secret(key: &str) -> bool {
    let key = key.to_ascii_lowercase().replace('-', "_");
    SECRETS.iter().any(|secret| key.contains(secret)) || key == "key" || key.ends_with("_key")
}

/// `https://user:password@host/`, or an address that was signed.
fn holds_password(node: &Node) -> bool {
    let Value::Text(text) = &node.value else { return false };
    let Ok(url) = url::Url::parse(text) else { return false };
    url.password().is_some()
        || (url.scheme().starts_with("http") && (!url.username().is_empty() || url.query().is_some()))
}

/// The source with a value hidden, for reports that show the line.
fn censored(source: &Arc<Source>, span: Span) -> Arc<Source> {
    let (before, hidden) = (source.slice(Span { start: 0, end: span.start }), source.slice(span));
    let after = source.text.get(span.range().end..).unwrap_or("");
    let hidden: String = hidden.bytes().map(|byte| if byte == b'\n' { '\n' } else { '*' }).collect();
    Source::new(Arc::clone(&source.path), format!("{before}{hidden}{after}"))
}
