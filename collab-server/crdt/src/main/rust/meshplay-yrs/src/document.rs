//! The document and its operations.

use std::cell::Cell;
use std::mem::ManuallyDrop;

use yrs::block::ClientID;
use yrs::updates::decoder::Decode;
use yrs::updates::encoder::Encode;
use yrs::{Doc, MapRef, OffsetKind, Options, ReadTxn, StateVector, Transact, TransactionMut, Update, merge_updates_v1};

use crate::fault::{Fault, catch};
use crate::operation::Operation;
use crate::plan::Plan;
use crate::{json, operation};

/// An update without structs and without a delete set.
const EMPTY_UPDATE: [u8; 2] = [0, 0];

/// A root and its type: yrs does not know the type of a root that arrived by an update only, so they are declared.
pub(crate) type Roots = [(String, MapRef)];

/// A Yjs document whose roots are maps; not for several threads at once.
pub struct Document {
    doc: Doc,
    roots: Vec<(String, MapRef)>,
    poisoned: Cell<bool>,
}

impl Document {
    /// An empty document that writes as `client` and declares `roots` as maps.
    pub fn new(client: u64, roots: &[String]) -> Result<Self, Fault> {
        if client > u64::from(u32::MAX) {
            return Err(Fault::refused("a client id is at most 4294967295"));
        }
        catch(|| {
            let doc = Doc::with_options(Options {
                offset_kind: OffsetKind::Utf16, // yrs counts bytes unless told; Yjs counts UTF-16 units
                skip_gc: false,
                cleanup_formatting: false, // yrs would delete what nobody deleted, as it takes what others wrote
                ..Options::with_client_id(ClientID::new(client))
            });
            let roots = roots
                .iter()
                .map(|name| (name.clone(), doc.get_or_insert_map(name.as_str())))
                .collect();
            Ok(Document {
                doc,
                roots,
                poisoned: Cell::new(false),
            })
        })
    }

    /// Whether an operation broke the document; then nothing works any more and it must not be dropped, but leaked.
    pub fn poisoned(&self) -> bool {
        self.poisoned.get()
    }

    /// Applies v1 updates in order, in one transaction. One that cannot be read refuses all of them; one that lacks
    /// what it builds on breaks the document, because yrs would park it and leave it out of every later state.
    pub fn apply(&self, updates: &[Vec<u8>]) -> Result<(), Fault> {
        self.guard(|| {
            let read = updates.iter().map(|bytes| Update::decode_v1(bytes));
            let updates = read.collect::<Result<Vec<_>, _>>().map_err(Fault::refused)?;
            let whole = self.write(|transaction| {
                for update in updates {
                    transaction
                        .apply_update(update)
                        .map_err(|why| Fault::Broke(why.to_string()))?;
                }
                Ok(!transaction.has_missing_updates())
            })?;
            if whole {
                Ok(())
            } else {
                Err(Fault::Broke("an update builds on what the document lacks".to_owned()))
            }
        })
    }

    /// The encoded state vector.
    pub fn state_vector(&self) -> Result<Vec<u8>, Fault> {
        self.guard(|| Ok(self.doc.transact().state_vector().encode_v1()))
    }

    /// What a peer with `state_vector` lacks, as a v1 update.
    pub fn diff(&self, state_vector: &[u8]) -> Result<Vec<u8>, Fault> {
        self.guard(|| {
            let known = StateVector::decode_v1(state_vector).map_err(Fault::refused)?;
            Ok(self.difference(&known))
        })
    }

    /// The whole document as one v1 update.
    pub fn state(&self) -> Result<Vec<u8>, Fault> {
        self.guard(|| Ok(self.difference(&StateVector::default())))
    }

    /// The declared roots as UTF-8 JSON.
    pub fn project(&self) -> Result<Vec<u8>, Fault> {
        self.guard(|| Ok(json::roots(&self.doc.transact(), &self.roots)))
    }

    /// The encoded Yjs snapshot.
    pub fn snapshot(&self) -> Result<Vec<u8>, Fault> {
        self.guard(|| Ok(self.doc.transact().snapshot().encode_v1()))
    }

    /// Does the JSON `operations` in one transaction, all or none, and answers its v1 update.
    pub fn edit(&self, operations: &[u8]) -> Result<Vec<u8>, Fault> {
        self.guard(|| {
            let operations = Operation::read(operations)?;
            Plan::check(&self.doc.transact(), &self.roots, &operations)?;
            self.write(|transaction| {
                let mut changed = false;
                for operation in &operations {
                    changed |= operation::perform(operation, transaction, &self.roots)?;
                }
                if !changed {
                    return Ok(EMPTY_UPDATE.to_vec());
                }
                transaction.commit(); // the update is what is left after squashing and collecting, as in Yjs
                Ok(transaction.encode_update_v1())
            })
        })
    }

    /// Not `encode_state_as_update_v1`: that one unwraps a merge that can fail.
    fn difference(&self, known: &StateVector) -> Vec<u8> {
        self.doc.transact().encode_diff_v1(known)
    }

    /// Runs `work` unless the document is poisoned; poisons it when `work` breaks it.
    fn guard<T>(&self, work: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
        if self.poisoned.get() {
            return Err(Fault::Poisoned);
        }
        let result = catch(work);
        if let Err(Fault::Broke(_)) = result {
            self.poisoned.set(true);
        }
        result
    }

    /// Dropping a transaction commits it. While a panic unwinds, a second one in there would abort the process:
    /// after a panic or an error the transaction is leaked with its document.
    fn write<T>(&self, work: impl FnOnce(&mut TransactionMut<'_>) -> Result<T, Fault>) -> Result<T, Fault> {
        let mut transaction = ManuallyDrop::new(self.doc.transact_mut());
        let result = work(&mut transaction)?;
        transaction.commit();
        drop(ManuallyDrop::into_inner(transaction));
        Ok(result)
    }
}

/// One v1 update that does what `updates` do together.
pub fn merge(updates: &[Vec<u8>]) -> Result<Vec<u8>, Fault> {
    catch(|| merge_updates_v1(updates).map_err(Fault::refused))
}
