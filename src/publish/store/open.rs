//! Where a bucket is and with which keys it is opened. Keys come from the environment and from the providers' own files, and
//! are shown to nobody.

use std::collections::BTreeMap;

use anyhow::Context as _;
use object_store::aws::AmazonS3Builder;
use object_store::azure::MicrosoftAzureBuilder;
use object_store::gcp::GoogleCloudStorageBuilder;
use object_store::{ClientOptions, ObjectStore, RetryConfig};

use super::{PATIENCE, RETRIES};
use crate::publish::secrets::Secrets;
use crate::site::publishing::Place;

/// Parts of the names of variables whose values nobody may see.
const SECRETS: [&str; 6] = ["SECRET", "TOKEN", "KEY", "SAS", "PASSWORD", "CREDENTIAL"];
/// Beginnings of variables that the providers' own programs read.
const OF_PROVIDERS: [&str; 3] = ["AWS_", "AZURE_", "GOOGLE_"];
/// How each provider is given keys.
const KEYS_OF_S3: &str =
    "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE to a section of ~/.aws/credentials";
const KEYS_OF_GCS: &str = "set GOOGLE_APPLICATION_CREDENTIALS to the file of a service account, or run \
    `gcloud auth application-default login`";
const KEYS_OF_AZURE: &str = "set AZURE_STORAGE_ACCOUNT_KEY or AZURE_STORAGE_SAS_TOKEN, or AZURE_CLIENT_ID, AZURE_CLIENT_SECRET and \
    AZURE_TENANT_ID";

/// A bucket that can be asked.
pub(super) struct Opened {
    pub store: Box<dyn ObjectStore>,
    pub name: String,
    pub prefix: String,
    pub secrets: Secrets,
    /// How keys are given, for those who gave none.
    pub keys: &'static str,
}

/// Opens the place; it is one of a provider's.
pub(super) fn open(place: &Place) -> anyhow::Result<Opened> {
    // Whoever comes first chooses for the whole program, and that is always this.
    let _ = rustls::crypto::ring::default_provider().install_default();
    match place {
        Place::S3 { bucket, prefix, endpoint, region } => {
            let (builder, mut secrets) = with_profile(AmazonS3Builder::from_env(), region.as_deref());
            let mut builder = builder
                .with_bucket_name(bucket)
                .with_retry(retry())
                .with_client_options(client(endpoint.as_deref()))
                // One object a request, so that each can fail by itself, and for services that know no other way.
                .with_disable_bulk_delete(true);
            if let Some(endpoint) = endpoint {
                builder = builder.with_endpoint(endpoint).with_allow_http(endpoint.starts_with("http://"));
            }
            secrets.extend(variables());
            Ok(opened(Box::new(builder.build().context("the bucket cannot be opened")?), "s3", bucket, prefix, secrets))
        }
        Place::Gcs { bucket, prefix, endpoint } => {
            let mut builder = GoogleCloudStorageBuilder::from_env()
                .with_bucket_name(bucket)
                .with_retry(retry())
                .with_client_options(client(endpoint.as_deref()));
            if let Some(endpoint) = endpoint {
                builder = builder.with_base_url(endpoint);
            }
            Ok(opened(
                Box::new(builder.build().context("the bucket cannot be opened")?),
                "gs",
                bucket,
                prefix,
                variables(),
            ))
        }
        Place::Azure { container, account, prefix, endpoint } => {
            let mut builder = MicrosoftAzureBuilder::from_env()
                .with_container_name(container)
                .with_retry(retry())
                .with_client_options(client(endpoint.as_deref()));
            if let Some(account) = account {
                builder = builder.with_account(account);
            }
            if let Some(endpoint) = endpoint {
                builder = builder.with_endpoint(endpoint.clone()).with_allow_http(endpoint.starts_with("http://"));
            }
            let store = builder
                .build()
                .context("the container cannot be opened; AZURE_STORAGE_ACCOUNT_NAME names its account")?;
            Ok(opened(Box::new(store), "azure", container, prefix, variables()))
        }
        Place::Folder { .. } | Place::Git { .. } => anyhow::bail!("this is no bucket"),
    }
}

fn opened(store: Box<dyn ObjectStore>, scheme: &str, bucket: &str, prefix: &str, secrets: Vec<String>) -> Opened {
    let below = if prefix.is_empty() { String::new() } else { format!("/{prefix}") };
    let keys = match scheme {
        "s3" => KEYS_OF_S3,
        "gs" => KEYS_OF_GCS,
        _ => KEYS_OF_AZURE,
    };
    Opened {
        store,
        keys,
        name: format!("{scheme}://{bucket}{below}"),
        prefix: prefix.to_owned(),
        secrets: Secrets::new([], secrets),
    }
}

fn retry() -> RetryConfig {
    RetryConfig { max_retries: RETRIES, retry_timeout: PATIENCE / 2, ..RetryConfig::default() }
}

fn client(endpoint: Option<&str>) -> ClientOptions {
    let is_open = endpoint.is_some_and(|endpoint| endpoint.starts_with("http://"));
    ClientOptions::new().with_timeout(PATIENCE).with_allow_http(is_open)
}

/// The values of variables that hold secrets.
fn variables() -> Vec<String> {
    let is_secret = |name: &str| {
        OF_PROVIDERS.iter().any(|start| name.starts_with(start)) && SECRETS.iter().any(|part| name.contains(part))
    };
    let values = std::env::vars_os().filter(|(name, _)| name.to_str().is_some_and(is_secret));
    values.filter_map(|(_, value)| value.into_string().ok()).collect()
}

/// What the files of Amazon's own programs say, where the environment says nothing; and what of it is secret.
fn with_profile(mut builder: AmazonS3Builder, region: Option<&str>) -> (AmazonS3Builder, Vec<String>) {
    let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let mut secrets = Vec::new();
    let profile = variable("AWS_PROFILE").unwrap_or_else(|| "default".to_owned());
    let file = |named: &str, usual: &str| {
        let path = variable(named).map(Into::into).or_else(|| Some(std::env::home_dir()?.join(".aws").join(usual)));
        path.and_then(|path| std::fs::read_to_string(path).ok()).unwrap_or_default()
    };
    let is_elsewhere = ["AWS_ACCESS_KEY_ID", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"];
    if !is_elsewhere.into_iter().any(|name| variable(name).is_some()) {
        let keys = section(&file("AWS_SHARED_CREDENTIALS_FILE", "credentials"), &[&profile]);
        if let (Some(id), Some(secret)) = (keys.get("aws_access_key_id"), keys.get("aws_secret_access_key")) {
            builder = builder.with_access_key_id(id).with_secret_access_key(secret);
            secrets.push(secret.clone());
        }
        if let Some(token) = keys.get("aws_session_token") {
            builder = builder.with_token(token);
            secrets.push(token.clone());
        }
    }
    let of_variable = || variable("AWS_REGION").or_else(|| variable("AWS_DEFAULT_REGION"));
    let of_file =
        || section(&file("AWS_CONFIG_FILE", "config"), &[&profile, &format!("profile {profile}")]).remove("region");
    let region = region.map(str::to_owned).or_else(of_variable).or_else(of_file);
    (region.into_iter().fold(builder, object_store::aws::AmazonS3Builder::with_region), secrets)
}

/// The settings of a section of such a file.
fn section(text: &str, names: &[&str]) -> BTreeMap<String, String> {
    let mut is_inside = false;
    let mut settings = BTreeMap::new();
    for line in text.lines().map(str::trim) {
        if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            is_inside = names.contains(&name.trim());
        } else if let Some((key, value)) = line.split_once('=').filter(|_| is_inside && !line.starts_with(['#', ';'])) {
            settings.insert(key.trim().to_ascii_lowercase(), value.trim().to_owned());
        }
    }
    settings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_section_of_the_profile_counts() {
        let text = "[default]\naws_access_key_id = A\n# x = 1\n[other]\nAWS_ACCESS_KEY_ID=B\nregion = eu-west-1 \n";
        assert_eq!(section(text, &["other"])["aws_access_key_id"], "B");
        assert_eq!(section(text, &["other"])["region"], "eu-west-1");
        assert_eq!(section(text, &["default"]).len(), 1);
        assert!(section(text, &["none"]).is_empty());
    }

    #[test]
    fn a_bucket_is_named_without_its_endpoint_and_opened_without_a_request() {
        let place = Place::S3 {
            bucket: "compact".into(),
            prefix: "site".into(),
            endpoint: Some("http://127.0.0.1:9".into()),
            region: None,
        };
        assert_eq!(open(&place).expect("opened").name, "s3://compact/site");
    }
}
