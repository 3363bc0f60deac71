//! Pictures of numbers as plain SVG: stacked columns by month, bars by kind. Sizes only; colours are classes of the stylesheet,
//! and a table with the same numbers stands behind each picture.

/// Width of the picture of columns, in its own units.
pub const WIDTH: u64 = 420;
/// Where columns begin and end; below stand the months.
const LEFT: u64 = 34;
const TOP: u64 = 10;
const FLOOR: u64 = 172;
/// The longest bar, in percent of its row.
const LONGEST: u64 = 100;

/// A piece of a column: one type in one month.
#[derive(Debug, PartialEq, Eq)]
pub struct Piece {
    pub x: u64,
    pub y: u64,
    pub width: u64,
    pub height: u64,
    /// Which of the colours.
    pub nth: usize,
}

/// A line across the picture with its number.
#[derive(Debug, PartialEq, Eq)]
pub struct Line {
    pub y: u64,
    pub value: u64,
}

/// The middle of a column, for its label.
pub type Middle = u64;

/// Stacked columns: `series[nth][column]`.
#[derive(Debug, Default)]
pub struct Columns {
    pub pieces: Vec<Piece>,
    pub lines: Vec<Line>,
    pub middles: Vec<Middle>,
}

/// Draws series over the same columns, one on the other.
pub fn columns(series: &[Vec<u64>]) -> Columns {
    let count = series.iter().map(Vec::len).max().unwrap_or(0) as u64;
    let sum = |column: u64| series.iter().filter_map(|values| values.get(column as usize)).sum::<u64>();
    let most = round_up((0..count).map(sum).max().unwrap_or(0));
    let room = (WIDTH - LEFT) / count.max(1);
    let width = room.saturating_mul(2) / 3;
    let scaled = |value: u64| (u128::from(value) * u128::from(FLOOR - TOP) / u128::from(most.max(1))) as u64;
    let mut drawn = Columns::default();
    for column in 0..count {
        let x = LEFT + column * room + (room - width) / 2;
        drawn.middles.push(x + width / 2);
        let mut below = 0;
        for (nth, values) in series.iter().enumerate() {
            let value = values.get(column as usize).copied().unwrap_or(0);
            if value == 0 {
                continue;
            }
            // What is there is seen, however little it is.
            let height = scaled(value).max(1);
            below += height;
            drawn.pieces.push(Piece { x, y: FLOOR.saturating_sub(below).max(TOP), width, height, nth });
        }
    }
    drawn.lines = [0, most / 2, most].into_iter().map(|value| Line { y: FLOOR - scaled(value), value }).collect();
    drawn.lines.dedup_by_key(|line| line.y);
    drawn
}

/// The length of a bar in percent of the longest.
pub fn bar(value: u64, most: u64) -> u64 {
    if value == 0 { 0 } else { (value.saturating_mul(LONGEST) / most.max(1)).max(1) }
}

/// The next number that reads well on an axis: 1, 2, 4, 6, 8, 10, 20, 40 …
fn round_up(value: u64) -> u64 {
    let mut step = 1_u64;
    while step.saturating_mul(10) < value {
        step = step.saturating_mul(10);
    }
    [1, 2, 4, 6, 8, 10].into_iter().map(|n| step.saturating_mul(n)).find(|top| *top >= value).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_end_with_round_numbers() {
        for (value, expected) in [(0, 1), (1, 1), (3, 4), (10, 10), (11, 20), (61, 80), (100, 100), (950, 1_000), (1_001, 2_000)]
        {
            assert_eq!(round_up(value), expected, "{value}");
        }
    }

    #[test]
    fn columns_stand_on_the_floor_and_on_each_other() {
        let drawn = columns(&[vec![10, 0], vec![10, 1]]);
        assert_eq!(drawn.pieces.len(), 3, "nothing is drawn for zero");
        let (lower, upper) = (&drawn.pieces[0], &drawn.pieces[1]);
        assert_eq!((lower.y + lower.height, upper.y + upper.height), (FLOOR, lower.y));
        assert!(drawn.pieces[2].height >= 1 && drawn.pieces.iter().all(|piece| piece.y >= TOP));
        assert_eq!(drawn.lines.iter().map(|line| line.value).collect::<Vec<_>>(), [0, 10, 20]);
        assert!(columns(&[]).pieces.is_empty());
    }
}
