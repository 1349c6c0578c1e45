//! Opens one risky file in a child process of our own program, which caps its own memory and whose time is measured.
//!
//! A file can make the reader of .xls ask for more memory than there is, and that aborts the process; it can also keep it
//! busy for ever. In the child both cost this one file: bytes go in on its standard input, sheets come back on its
//! standard output. The trap: a child that is stopped in the middle leaves half an answer, so only a whole one counts.

use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc;
use std::time::Duration;

use crate::ingest::{self, Sheets};
use crate::model::{FileFault, Limits};

/// How much address space the allocator reserves at a time, KiB. By itself it reserves 1 GiB at the very start: more than a
/// child may have, so that whatever it asked of the system afterwards was refused, now and then killing it for nothing, and
/// what it took out of that 1 GiB was not counted.
const RESERVE: &str = "MIMALLOC_ARENA_RESERVE";
/// See [`RESERVE`].
const RESERVED_KIB: &str = "32768";

/// The hidden verb that makes the program such a child.
pub const VERB: &str = "__doc-tep";

/// Opens a file in a child process of `program`, this program itself.
///
/// # Errors
///
/// What the child found; [`FileFault::OverLimit`] if it needed too much memory or time, [`FileFault::Damaged`] if it came
/// to nothing, [`FileFault::Unreadable`] if it could not be started.
pub fn sheets(program: &Path, bytes: &[u8], limits: &Limits) -> Result<Sheets, FileFault> {
    let mut child = Command::new(program)
        .arg(VERB)
        .args([limits.cells.to_string(), limits.unpacked_mib.to_string(), limits.memory_mib.to_string()])
        .env(RESERVE, RESERVED_KIB)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|_| FileFault::Unreadable("không khởi động được phần đọc tệp Excel đời cũ (.xls)".to_owned()))?;
    let (Some(stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
        stop(&mut child);
        return Err(FileFault::Damaged);
    };
    match answer(stdin, stdout, bytes, limits, &mut child) {
        None => {
            stop(&mut child);
            let limit = limits.seconds;
            Err(FileFault::OverLimit(format!("đọc tệp mất hơn {limit} giây, giới hạn là {limit} giây")))
        }
        Some(found) => match child.wait() {
            Ok(status) if status.success() => found,
            Ok(status) if out_of_memory(status) => {
                let limit = limits.memory_mib;
                Err(FileFault::OverLimit(format!("đọc tệp cần hơn {limit} MiB bộ nhớ, giới hạn là {limit} MiB")))
            }
            _ => Err(FileFault::Damaged),
        },
    }
}

/// Talks to the child; `None` if it takes too long.
fn answer(
    mut stdin: ChildStdin,
    stdout: ChildStdout,
    bytes: &[u8],
    limits: &Limits,
    child: &mut Child,
) -> Option<Result<Sheets, FileFault>> {
    std::thread::scope(|scope| {
        // A child that does not listen any more is judged by what it says.
        scope.spawn(move || drop(stdin.write_all(bytes)));
        let (tell, told) = mpsc::channel();
        let most = limits.memory_mib.saturating_mul(1 << 20);
        scope.spawn(move || tell.send(Sheets::take_over(stdout.take(most), limits)));
        let found = told.recv_timeout(Duration::from_secs(limits.seconds)).ok();
        if found.is_none() {
            // Ends both threads: their pipes close.
            stop(child);
        }
        found
    })
}

/// Ends a child whatever it does.
fn stop(child: &mut Child) {
    // It may have ended by itself meanwhile; either way there is nothing more to do.
    drop(child.kill());
    drop(child.wait());
}

/// Rust aborts when there is no more memory.
#[cfg(unix)]
fn out_of_memory(status: ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt;
    // SIGABRT, and SIGKILL of a system that is itself short of memory.
    matches!(status.signal(), Some(6 | 9))
}

#[cfg(not(unix))]
fn out_of_memory(_status: ExitStatus) -> bool {
    false
}

/// What the child does: takes its limits upon itself, reads the file from `input`, writes the sheets to `output`.
///
/// # Errors
///
/// What the operating system says of limits and pipes.
pub fn serve(limits: &Limits, mut input: impl Read, output: impl Write) -> io::Result<()> {
    confine(limits)?;
    let mut bytes = Vec::new();
    input.read_to_end(&mut bytes)?;
    ingest::hand_over(&Sheets::open(&bytes, limits), output)
}

/// Caps the memory of this process, and leaves no image of it behind if that kills it.
#[cfg(unix)]
fn confine(limits: &Limits) -> io::Result<()> {
    let memory = limits.memory_mib.saturating_mul(1 << 20);
    rlimit::Resource::CORE.set(0, 0)?;
    rlimit::Resource::AS.set(memory, memory)
}

/// Other systems have no such limit that can be set safely; the clock and the size of the answer still hold.
#[cfg(not(unix))]
fn confine(_limits: &Limits) -> io::Result<()> {
    Ok(())
}
