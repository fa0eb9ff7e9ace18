//! The native methods of `io.meshplay.crdt.Native`, one to one over [`meshplay_yrs::Document`].
//!
//! Every entry goes through [`entry`]. Java owns the handles: it passes no closed one, and one thread at a time.

mod throwing;

use std::ffi::c_void;

use jni::objects::{JByteArray, JClass, JObjectArray, JString};
use jni::sys::{JNI_VERSION_1_8, JavaVM, jboolean, jint, jlong};
use jni::{Env, EnvUnowned, jni_mangle};
use meshplay_yrs::{Document, Fault};

use crate::throwing::{Failure, entry};

type ByteArrays<'local> = JObjectArray<'local, JByteArray<'local>>;

/// Called once by the JVM; makes panics silent, because they are thrown.
#[unsafe(no_mangle)]
pub extern "system" fn JNI_OnLoad(_vm: *mut JavaVM, _reserved: *mut c_void) -> jint {
    meshplay_yrs::remember_panic_sites();
    JNI_VERSION_1_8
}

/// `long create(long clientId, String[] mapRoots)`
#[jni_mangle("io.meshplay.crdt.Native")]
pub fn create<'local>(
    mut env: EnvUnowned<'local>,
    _class: JClass<'local>,
    client: jlong,
    roots: JObjectArray<'local, JString<'local>>,
) -> jlong {
    entry(&mut env, |env| {
        let mut names = Vec::new();
        for index in 0..roots.len(env)? {
            let name = roots.get_element(env, index)?;
            names.push(name.try_to_string(env)?);
            env.delete_local_ref(name);
        }
        let client = u64::try_from(client).map_err(Fault::refused)?;
        Ok(Box::into_raw(Box::new(Document::new(client, &names)?)) as jlong)
    })
}

/// `boolean free(long handle)`: false when the document is poisoned and therefore leaked.
#[jni_mangle("io.meshplay.crdt.Native")]
pub fn free<'local>(mut env: EnvUnowned<'local>, _class: JClass<'local>, handle: jlong) -> jboolean {
    entry(&mut env, |_| {
        if document(handle)?.poisoned() {
            return Ok(false); // its lists may be cyclic or dangling: even dropping it could end the process
        }
        // SAFETY: `create` made this address by Box::into_raw, and NativeHandle.java frees it once.
        drop(unsafe { Box::from_raw(handle as *mut Document) });
        Ok(true)
    })
}

/// `void apply(long handle, byte[][] updates)`
#[jni_mangle("io.meshplay.crdt.Native")]
pub fn apply<'local>(mut env: EnvUnowned<'local>, _class: JClass<'local>, handle: jlong, updates: ByteArrays<'local>) {
    entry(&mut env, |env| {
        Ok(document(handle)?.apply(&byte_arrays(env, &updates)?)?)
    })
}

/// `byte[] stateVector(long handle)`
#[jni_mangle("io.meshplay.crdt.Native")]
pub fn state_vector<'local>(mut env: EnvUnowned<'local>, _class: JClass<'local>, handle: jlong) -> JByteArray<'local> {
    entry(&mut env, |env| {
        Ok(env.byte_array_from_slice(&document(handle)?.state_vector()?)?)
    })
}

/// `byte[] diff(long handle, byte[] stateVector)`
#[jni_mangle("io.meshplay.crdt.Native")]
pub fn diff<'local>(
    mut env: EnvUnowned<'local>,
    _class: JClass<'local>,
    handle: jlong,
    state_vector: JByteArray<'local>,
) -> JByteArray<'local> {
    entry(&mut env, |env| {
        let known = env.convert_byte_array(&state_vector)?;
        Ok(env.byte_array_from_slice(&document(handle)?.diff(&known)?)?)
    })
}

/// `byte[] state(long handle)`
#[jni_mangle("io.meshplay.crdt.Native")]
pub fn state<'local>(mut env: EnvUnowned<'local>, _class: JClass<'local>, handle: jlong) -> JByteArray<'local> {
    entry(&mut env, |env| {
        Ok(env.byte_array_from_slice(&document(handle)?.state()?)?)
    })
}

/// `byte[] merge(byte[][] updates)`
#[jni_mangle("io.meshplay.crdt.Native")]
pub fn merge<'local>(
    mut env: EnvUnowned<'local>,
    _class: JClass<'local>,
    updates: ByteArrays<'local>,
) -> JByteArray<'local> {
    entry(&mut env, |env| {
        let updates = byte_arrays(env, &updates)?;
        Ok(env.byte_array_from_slice(&meshplay_yrs::merge(&updates)?)?)
    })
}

/// `byte[] project(long handle)`
#[jni_mangle("io.meshplay.crdt.Native")]
pub fn project<'local>(mut env: EnvUnowned<'local>, _class: JClass<'local>, handle: jlong) -> JByteArray<'local> {
    entry(&mut env, |env| {
        Ok(env.byte_array_from_slice(&document(handle)?.project()?)?)
    })
}

/// `byte[] edit(long handle, byte[] operations)`
#[jni_mangle("io.meshplay.crdt.Native")]
pub fn edit<'local>(
    mut env: EnvUnowned<'local>,
    _class: JClass<'local>,
    handle: jlong,
    operations: JByteArray<'local>,
) -> JByteArray<'local> {
    entry(&mut env, |env| {
        let operations = env.convert_byte_array(&operations)?;
        Ok(env.byte_array_from_slice(&document(handle)?.edit(&operations)?)?)
    })
}

/// `byte[] snapshot(long handle)`
#[jni_mangle("io.meshplay.crdt.Native")]
pub fn snapshot<'local>(mut env: EnvUnowned<'local>, _class: JClass<'local>, handle: jlong) -> JByteArray<'local> {
    entry(&mut env, |env| {
        Ok(env.byte_array_from_slice(&document(handle)?.snapshot()?)?)
    })
}

fn document<'a>(handle: jlong) -> Result<&'a Document, Failure> {
    if handle == 0 {
        return Err(Fault::refused("no document").into());
    }
    // SAFETY: a handle that is not 0 comes from `create`; NativeHandle.java gives out none that is freed, and
    // Document.java keeps the owner reachable for the length of the call.
    Ok(unsafe { &*(handle as *const Document) })
}

fn byte_arrays(env: &mut Env<'_>, arrays: &ByteArrays<'_>) -> Result<Vec<Vec<u8>>, Failure> {
    let mut copies = Vec::new();
    for index in 0..arrays.len(env)? {
        let array = arrays.get_element(env, index)?;
        copies.push(env.convert_byte_array(&array)?);
        env.delete_local_ref(array);
    }
    Ok(copies)
}
