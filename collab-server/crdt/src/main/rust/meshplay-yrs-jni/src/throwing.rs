//! From faults to Java exceptions: nothing unwinds into the JVM.

use std::any::Any;

use jni::errors::{Error, ErrorPolicy, Result};
use jni::objects::{JString, JThrowable, JValue};
use jni::{Env, EnvUnowned, jni_sig, jni_str};
use meshplay_yrs::Fault;

/// Why an entry did not answer.
pub(crate) enum Failure {
    Fault(Fault),
    Jni(Error),
}

impl From<Fault> for Failure {
    fn from(fault: Fault) -> Self {
        Failure::Fault(fault)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Failure::Jni(error)
    }
}

/// Runs an entry; when it fails, throws `CrdtException` and answers 0, false or null.
pub(crate) fn entry<'local, T: Default>(
    env: &mut EnvUnowned<'local>,
    work: impl FnOnce(&mut Env<'local>) -> std::result::Result<T, Failure>,
) -> T {
    env.with_env(work).resolve::<Throwing>()
}

struct Throwing;

impl<T: Default> ErrorPolicy<T, Failure> for Throwing {
    type Captures<'unowned: 'native, 'native> = ();

    fn on_error<'u: 'n, 'n>(env: &mut Env<'u>, _: &mut (), failure: Failure) -> Result<T> {
        match failure {
            Failure::Fault(Fault::Refused(why)) => throw(env, 0, &why),
            Failure::Fault(Fault::Broke(why)) => throw(env, 1, &why),
            Failure::Fault(Fault::Poisoned) => throw(env, 2, "an earlier call broke the document"),
            Failure::Jni(error) => throw(env, 0, &error.to_string()),
        }
        Ok(T::default())
    }

    /// A panic outside of what `meshplay_yrs` catches: in this crate or in `jni`.
    fn on_panic<'u: 'n, 'n>(env: &mut Env<'u>, _: &mut (), payload: Box<dyn Any + Send>) -> Result<T> {
        std::mem::forget(payload); // dropping it could panic again
        throw(env, 1, "panic at the native surface");
        Ok(T::default())
    }
}

/// `kind` is the ordinal of `CrdtException.Kind`. An exception that is pending already (out of memory) stays.
fn throw(env: &mut Env<'_>, kind: i32, why: &str) {
    if env.exception_check() {
        return;
    }
    // when this fails an exception of the JVM is pending instead: nothing is left to report
    let _ = throw_crdt_exception(env, kind, why);
}

fn throw_crdt_exception(env: &mut Env<'_>, kind: i32, why: &str) -> Result<()> {
    let why = JString::from_str(env, why)?;
    let exception = env.new_object(
        jni_str!("io/meshplay/crdt/CrdtException"),
        jni_sig!("(ILjava/lang/String;)V"),
        &[JValue::Int(kind), (&why).into()],
    )?;
    let exception = env.cast_local::<JThrowable>(exception)?;
    env.throw(exception) // answers Err(JavaException) when it has thrown
}
