//! Maps in which many keys lead to one list: each list is told once, with its keys. A million rows of one key would else be a
//! million lists of a million rows.

use std::hash::Hash;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::lookup::Map;

pub fn serialize<K: Serialize, S: Serializer>(map: &Map<K, Arc<[u32]>>, serializer: S) -> Result<S::Ok, S::Error> {
    let mut keys: Map<*const u32, (Vec<&K>, &[u32])> = Map::default();
    for (key, list) in map {
        keys.entry(list.as_ptr()).or_insert((Vec::new(), list)).0.push(key);
    }
    serializer.collect_seq(keys.values())
}

pub fn deserialize<'de, K: Deserialize<'de> + Eq + Hash, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Map<K, Arc<[u32]>>, D::Error> {
    let mut map = Map::default();
    for (keys, list) in Vec::<(Vec<K>, Vec<u32>)>::deserialize(deserializer)? {
        let list: Arc<[u32]> = list.into();
        map.extend(keys.into_iter().map(|key| (key, Arc::clone(&list))));
    }
    Ok(map)
}
