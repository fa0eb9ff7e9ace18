//! One Yjs document: the few operations that Meshplay needs of yrs, in safe Rust and without JNI.
//!
//! What comes in has passed the gatekeeper in Java; this crate still refuses what it cannot read. A panic inside yrs
//! poisons the document it happened in and is reported as a [`Fault`], never as an unwinding.

mod document;
mod fault;
mod json;
mod operation;
mod plan;
mod text;

pub use document::{Document, merge};
pub use fault::{Fault, catch, remember_panic_sites};

/// The deepest nesting that is projected or taken, in levels of maps, arrays and shared types.
const DEPTH_MAX: usize = 64;

#[cfg(test)]
mod tests;
