//! How often somebody may ask: a bucket for each token, and one for each address from which no valid token comes.
//!
//! In: who asks. Out: what is left, or when to come again. The limit is the setting `api.requests_per_minute`; it is looked up
//! every few seconds, not with every request. Forgets buckets that are full again.

use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::http::HeaderValue;
use axum::response::Response;
use governor::clock::{Clock as _, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};

/// How long the setting is believed.
const BELIEVED: Duration = Duration::from_secs(5);
/// Buckets at which those that are full are forgotten.
const MANY: usize = 10_000;
/// The bucket refills within this time, in seconds.
const WINDOW: u32 = 60;

type Buckets = RateLimiter<String, DashMapStateStore<String>, DefaultClock, StateInformationMiddleware>;

/// All buckets of a server.
#[derive(Default)]
pub struct Limits {
    known: Mutex<Option<Known>>,
}

#[derive(Clone)]
struct Known {
    per_minute: u32,
    read_at: Instant,
    /// None: no limit.
    buckets: Option<Arc<Buckets>>,
}

/// What a request may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Allowed {
    /// There is no limit.
    Always,
    /// So many requests are left, of so many a minute.
    Left { left: u32, of: u32 },
    /// Come again after so many seconds.
    Later { seconds: u64, of: u32 },
}

impl Limits {
    /// Whether the setting must be read again: `None`, or what is believed.
    pub fn believed(&self) -> Option<u32> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.as_ref().filter(|known| known.read_at.elapsed() < BELIEVED).map(|known| known.per_minute)
    }

    /// The setting as it was read just now. Buckets stay as they are when it did not change.
    pub fn learn(&self, per_minute: u32) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        match known.as_mut().filter(|known| known.per_minute == per_minute) {
            Some(known) => known.read_at = Instant::now(),
            None => {
                let quota = NonZeroU32::new(per_minute).map(Quota::per_minute);
                let make = |quota| Arc::new(RateLimiter::keyed(quota).with_middleware::<StateInformationMiddleware>());
                *known = Some(Known { per_minute, read_at: Instant::now(), buckets: quota.map(make) });
            }
        }
    }

    /// Takes one request out of a bucket.
    pub fn take(&self, key: &str) -> Allowed {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let Some(Known { per_minute: of, buckets: Some(buckets), .. }) = known else { return Allowed::Always };
        if buckets.len() > MANY {
            buckets.retain_recent();
        }
        match buckets.check_key(&key.to_owned()) {
            Ok(snapshot) => Allowed::Left { left: snapshot.remaining_burst_capacity(), of },
            Err(not_until) => {
                let wait = not_until.wait_time_from(DefaultClock::default().now());
                Allowed::Later { seconds: wait.as_secs().max(1), of }
            }
        }
    }
}

impl Allowed {
    /// Says it in the headers of the answer.
    pub fn tell(self, response: &mut Response) {
        let (left, of, wait) = match self {
            Allowed::Always => return,
            Allowed::Left { left, of } => (left, of, None),
            Allowed::Later { seconds, of } => (0, of, Some(seconds)),
        };
        let reset = wait.unwrap_or(1);
        let lines = [
            ("ratelimit-policy", format!("\"minute\";q={of};w={WINDOW}")),
            ("ratelimit", format!("\"minute\";r={left};t={reset}")),
        ];
        let retry = wait.map(|seconds| ("retry-after", seconds.to_string()));
        for (name, value) in lines.into_iter().chain(retry) {
            if let Ok(value) = HeaderValue::from_str(&value) {
                response.headers_mut().insert(name, value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_has_a_bucket_of_his_own() {
        let limits = Limits::default();
        assert_eq!(limits.take("a"), Allowed::Always, "nothing is known yet");
        limits.learn(2);
        assert_eq!(limits.believed(), Some(2));
        assert_eq!(limits.take("a"), Allowed::Left { left: 1, of: 2 });
        assert_eq!(limits.take("a"), Allowed::Left { left: 0, of: 2 });
        assert!(matches!(limits.take("a"), Allowed::Later { seconds: 1..=60, of: 2 }));
        assert_eq!(limits.take("b"), Allowed::Left { left: 1, of: 2 });
        limits.learn(2);
        assert!(matches!(limits.take("a"), Allowed::Later { .. }), "the same setting keeps the buckets");
        limits.learn(0);
        assert_eq!(limits.take("a"), Allowed::Always);
    }
}
