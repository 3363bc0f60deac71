//! What the fuzzers share: the targets, and how much memory a file may take.
//!
//! A panic anywhere is a finding, although the product would catch it behind the wall and refuse the file; so is an
//! allocation that the wall would refuse.

pub mod targets;

use std::alloc::{GlobalAlloc, Layout, System};

/// What the child process of the product may have.
const MEMORY: usize = 512 << 20;

/// Refuses to allocate what the wall would refuse.
struct Walled;

// The only unsafe code of the repository, outside of the product: an allocator cannot be written without.
unsafe impl GlobalAlloc for Walled {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if layout.size() > MEMORY {
            unsafe { libc::abort() }
        }
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
        unsafe { System.dealloc(at, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Walled = Walled;
