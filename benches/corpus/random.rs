//! Numbers that look random and are the same for the same seed, on every machine.

/// splitmix64 (Steele, Lea and Flood, 2014): one addition and three mixings a number. The sequence is part of what a
/// seed means, so the generator is written here and not taken from a crate whose next version may draw differently.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// A generator that starts at `seed`.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A generator of its own for the thing with number `index`, whatever was drawn for others.
    pub const fn of(seed: u64, index: usize) -> Self {
        Self(seed ^ (index as u64 + 1).wrapping_mul(0xD6E8_FEB8_6659_FD93))
    }

    /// The next number.
    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 to `bound - 1`; `bound` is at least 1.
    pub fn below(&mut self, bound: usize) -> usize {
        (self.draw() % bound as u64) as usize
    }

    /// True in one of `n` cases.
    pub fn one_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }

    /// One of the items; there is at least one.
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }

    /// `count` different items in the order in which they were drawn, or all when there are fewer.
    pub fn several<'a, T: PartialEq>(&mut self, items: &'a [T], count: usize) -> Vec<&'a T> {
        let mut drawn: Vec<&T> = Vec::with_capacity(count);
        while drawn.len() < count.min(items.len()) {
            let item = self.pick(items);
            if !drawn.contains(&item) {
                drawn.push(item);
            }
        }
        drawn
    }
}
