//! Many record numbers as a short text and back, for what a run keeps of itself.

use kartoteka_domain::record::RecordId;

/// Ascending numbers as text: `1-500,503`.
pub(super) fn ranges_text(ids: &[RecordId]) -> String {
    let mut ranges: Vec<(i64, i64)> = Vec::new();
    for id in ids {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == id.0 => *last = id.0,
            _ => ranges.push((id.0, id.0)),
        }
    }
    let texts = ranges.iter().map(|(first, last)| if first == last { first.to_string() } else { format!("{first}-{last}") });
    texts.collect::<Vec<_>>().join(",")
}

pub(super) fn ids_of_text(text: &str) -> Vec<RecordId> {
    let range = |part: &str| -> Option<(i64, i64)> {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        Some((first.parse().ok()?, last.parse().ok()?))
    };
    text.split(',').filter_map(range).flat_map(|(first, last)| (first..=last).map(RecordId)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_survive_as_ranges() {
        for (ids, text) in [(vec![], ""), (vec![7], "7"), (vec![1, 2, 3, 5, 8, 9], "1-3,5,8-9")] {
            let ids: Vec<RecordId> = ids.into_iter().map(RecordId).collect();
            assert_eq!(ranges_text(&ids), text);
            assert_eq!(ids_of_text(text), ids);
        }
    }
}
