#![doc = include_str!("ARCHITECTURE.md")]

// Floor 1: plain values.
pub mod document;
pub mod error;
pub mod model;

// Floor 2: siblings; none imports another.
pub mod assemble;
pub mod compose;
pub mod ingest;
pub mod returns;
pub mod rules;
pub mod seal;
pub mod summarize;
pub mod trace;
pub mod write;

// Floor 3: the order of the stages; files.
pub mod pipeline;
pub mod project;
pub mod worker;

// Floor 4: the only place that prints.
pub mod cli;

/// Reading makes and drops millions of short texts on several threads: the system's allocator spends a fifth of the time
/// on them and keeps twice the memory.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
