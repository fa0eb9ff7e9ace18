//! Why an operation was not done, and how panics become such a reason.

use std::any::Any;
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local!(static SITE: RefCell<String> = const { RefCell::new(String::new()) });

/// Why an operation was not done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// The input cannot be taken; the document is as it was.
    Refused(String),
    /// This operation broke the document: a panic, or an update of which a part was taken.
    Broke(String),
    /// An earlier operation broke the document.
    Poisoned,
}

impl Fault {
    /// A refusal for the reason `why`.
    pub fn refused(why: impl ToString) -> Self {
        Fault::Refused(why.to_string())
    }
}

/// Keeps the place of a panic for [`catch`] instead of printing it: the report travels as an error.
///
/// The hook belongs to this library's own copy of std, so nothing else in the process loses its own.
pub fn remember_panic_sites() {
    std::panic::set_hook(Box::new(|panic| {
        let site = panic.location().map_or_else(String::new, |at| {
            let file = at.file().rsplit(['/', '\\']).next().unwrap_or_default();
            format!(" ({file}:{})", at.line())
        });
        let _ = SITE.try_with(|last| *last.borrow_mut() = site);
    }));
}

/// Runs `work`; a panic in it becomes [`Fault::Broke`].
pub fn catch<T>(work: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|payload| Err(Fault::Broke(describe(payload))))
}

fn describe(payload: Box<dyn Any + Send>) -> String {
    let what = match (payload.downcast_ref::<&str>(), payload.downcast_ref::<String>()) {
        (Some(text), _) => (*text).to_owned(),
        (None, Some(text)) => text.clone(),
        (None, None) => "panic".to_owned(),
    };
    std::mem::forget(payload); // dropping it could panic again
    what + &SITE.with(|last| std::mem::take(&mut *last.borrow_mut()))
}
