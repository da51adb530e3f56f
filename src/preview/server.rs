//! Connections: how many there are, how long they may take, and how they end.
//!
//! hyper reads requests and the [`desk`](super::desk) answers them. The limits are those of a preview for one editor; they
//! are here so that neither a program that went astray nor a tab that was put to sleep takes the others' places.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use super::Answers;
use super::desk::Desk;
use super::patience::Patient;

/// The largest head of a request, in bytes.
const LARGEST_HEAD: usize = 16 * 1024;
/// How long the head of a request may take to arrive, and how long a connection may lie idle.
const LONGEST_HEAD: Duration = Duration::from_secs(5);
/// How many connections are served at a time; others wait in the system's queue.
const CONNECTIONS: usize = 256;
/// How long answers under way may still take when the preview ends.
const FAREWELL: Duration = Duration::from_secs(1);
/// How long to wait when no connection can be taken, as when files are open to the limit.
const BREATH: Duration = Duration::from_millis(100);

/// Serves until `stop` resolves. `listener` is bound already, on loopback only.
///
/// # Errors
///
/// When `listener` is bound to an address that other machines reach.
pub async fn serve(
    listener: TcpListener,
    shown: Arc<dyn Answers>,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let address = listener.local_addr()?;
    if !address.ip().is_loopback() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "the preview is for this machine only"));
    }
    let (ending, ended) = watch::channel(false);
    let router = Desk::new(shown, address.port(), ended.clone()).router();
    let mut connections = JoinSet::new();
    tokio::pin!(stop);
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    loop {
        tokio::select! {
            () = &mut stop => break,
            (stream, place) = next(&listener, &places) => {
                connections.spawn(connection(stream, router.clone(), ended.clone(), place));
            }
            Some(_) = connections.join_next() => {}
        }
    }
    ending.send_replace(true);
    let _ = timeout(FAREWELL, async { while connections.join_next().await.is_some() {} }).await;
    Ok(())
}

/// Resolves when the preview ends.
pub(super) async fn stopped(mut ended: watch::Receiver<bool>) {
    let _ = ended.wait_for(|ended| *ended).await;
}

/// The next connection, once there is a place for it.
async fn next(listener: &TcpListener, places: &Arc<Semaphore>) -> (TcpStream, OwnedSemaphorePermit) {
    let place = Arc::clone(places).acquire_owned().await.expect("the places are never closed");
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return (stream, place),
            Err(error) => {
                tracing::debug!("a connection could not be taken: {error}");
                sleep(BREATH).await;
            }
        }
    }
}

async fn connection(stream: TcpStream, router: Router, ended: watch::Receiver<bool>, _place: OwnedSemaphorePermit) {
    // Answers are small and awaited: they are not held back to be sent with later ones.
    let _ = stream.set_nodelay(true);
    let served = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(LONGEST_HEAD)
        .max_buf_size(LARGEST_HEAD)
        .serve_connection(TokioIo::new(Patient::new(stream)), TowerToHyperService::new(router));
    tokio::pin!(served);
    let result = tokio::select! {
        result = served.as_mut() => result,
        () = stopped(ended) => {
            served.as_mut().graceful_shutdown();
            served.await
        }
    };
    if let Err(error) = result {
        tracing::debug!("a connection ended early: {error}");
    }
}
