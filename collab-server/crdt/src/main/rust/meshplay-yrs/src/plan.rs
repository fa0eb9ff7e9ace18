//! The check of an edit before it touches the document.

use std::collections::BTreeMap;

use yrs::{Map, MapRef, Out, ReadTxn};

use crate::Fault;
use crate::document::Roots;
use crate::operation::{Action, Node, Operation};

/// What an edit would make of the document so far: the shapes it changed, over the document as it is.
pub(crate) struct Plan<'a, T> {
    transaction: &'a T,
    roots: &'a Roots,
    changed: BTreeMap<Vec<String>, Shape>,
}

/// What stands at a path, as far as operations care.
#[derive(Clone)]
enum Shape {
    Nothing,
    Plain,
    Text,
    /// A map of the document; what the plan does not say about its keys, the document does.
    Map(MapRef),
    /// A map that the edit creates; what the plan does not say about its keys is not there.
    FreshMap,
    /// A shared type that no operation writes.
    Other,
}

impl<'a, T: ReadTxn> Plan<'a, T> {
    /// Refuses `operations` when one of them cannot be done after those before it.
    pub(crate) fn check(transaction: &'a T, roots: &'a Roots, operations: &[Operation]) -> Result<(), Fault> {
        let mut plan = Plan {
            transaction,
            roots,
            changed: BTreeMap::new(),
        };
        for (index, operation) in operations.iter().enumerate() {
            plan.take(operation)
                .map_err(|why| Fault::refused(format!("operation {index}: {why}")))?;
        }
        Ok(())
    }

    fn take(&mut self, operation: &Operation) -> Result<(), &'static str> {
        let (parent, _) = operation.parent_and_key();
        match self.shape(parent) {
            Shape::Map(_) | Shape::FreshMap => {}
            Shape::Nothing => return Err("the parent of the path is missing"),
            Shape::Plain | Shape::Text | Shape::Other => return Err("the parent of the path is no map"),
        }
        match (&operation.action, self.shape(&operation.path)) {
            (Action::Set(_), Shape::Nothing | Shape::Plain) => self.put(&operation.path, Shape::Plain),
            (Action::Set(_), _) => return Err("the path holds a shared type, not a plain value"),
            (Action::Create(node), _) => self.create(&operation.path, node),
            (Action::Delete, _) => self.put(&operation.path, Shape::Nothing),
            (Action::Text(_), Shape::Text) => {}
            (Action::Text(_), _) => return Err("the path holds no text"),
        }
        Ok(())
    }

    fn shape(&self, path: &[String]) -> Shape {
        if let Some(shape) = self.changed.get(path) {
            return shape.clone();
        }
        let Some((key, parent)) = path.split_last() else {
            return Shape::Other;
        };
        if parent.is_empty() {
            let root = self.roots.iter().find(|(name, _)| name == key);
            return root.map_or(Shape::Nothing, |(_, map)| Shape::Map(map.clone()));
        }
        match self.shape(parent) {
            Shape::Map(map) => match map.get(self.transaction, key) {
                None => Shape::Nothing,
                Some(Out::Any(_)) => Shape::Plain,
                Some(Out::YText(_)) => Shape::Text,
                Some(Out::YMap(inner)) => Shape::Map(inner),
                Some(_) => Shape::Other,
            },
            _ => Shape::Nothing,
        }
    }

    /// Says what stands at `path`, and forgets what stood below it.
    fn put(&mut self, path: &[String], shape: Shape) {
        let below = self.changed.range(path.to_vec()..).map(|(known, _)| known);
        let below: Vec<_> = below.take_while(|known| known.starts_with(path)).cloned().collect();
        for known in below {
            self.changed.remove(&known);
        }
        self.changed.insert(path.to_vec(), shape);
    }

    fn create(&mut self, path: &[String], node: &Node) {
        match node {
            Node::Text(_) => self.put(path, Shape::Text),
            Node::Map { entries, children } => {
                self.put(path, Shape::FreshMap);
                let within = |key: &String| [path, std::slice::from_ref(key)].concat();
                for (key, _) in entries {
                    self.put(&within(key), Shape::Plain);
                }
                for (key, child) in children {
                    self.create(&within(key), child);
                }
            }
        }
    }
}
