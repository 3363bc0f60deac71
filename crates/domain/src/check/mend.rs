//! Offered fixes: what a person can do about an issue with one press or one flag.

use compact_str::CompactString;

use crate::issue::{Code, Issue};

/// A fix the doors can offer and carry out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mend {
    /// Put this text in place of every equal cell of the column.
    Replace { to: CompactString },
    /// Give the empty cells of the column a value.
    Fill,
    /// Create the record the link names.
    CreateLink,
    /// Take the row out.
    ExcludeRow,
}

impl Mend {
    pub fn word(&self) -> &'static str {
        match self {
            Mend::Replace { .. } => "replace",
            Mend::Fill => "fill",
            Mend::CreateLink => "create-link",
            Mend::ExcludeRow => "exclude-row",
        }
    }
}

/// The fixes for an issue, the likeliest first.
pub fn mends(issue: &Issue) -> Vec<Mend> {
    let mut mends = Vec::new();
    let likely = issue.params.iter().find(|(name, _)| *name == "likely").map(|(_, value)| value.clone());
    match issue.code {
        Code::ChoiceUnknown | Code::CountryUnknown | Code::LinkMissing => {
            mends.extend(likely.filter(|to| !to.is_empty()).map(|to| Mend::Replace { to }));
            if issue.code == Code::LinkMissing {
                mends.push(Mend::CreateLink);
            }
        }
        Code::RequiredEmpty | Code::RecommendedEmpty | Code::OneOfEmpty => mends.push(Mend::Fill),
        _ => {}
    }
    if issue.is_error() {
        mends.push(Mend::ExcludeRow);
    }
    mends
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cell::RowNumber;
    use crate::issue::Problem;

    #[test]
    fn a_likely_choice_is_offered_first() {
        let problem = Problem::new(Code::ChoiceUnknown).with("likely", "High");
        let issue = Issue::of_row(RowNumber(3), problem);
        assert_eq!(mends(&issue), vec![Mend::Replace { to: "High".into() }, Mend::ExcludeRow]);
    }
}
