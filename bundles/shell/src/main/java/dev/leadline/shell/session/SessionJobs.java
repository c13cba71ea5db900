package dev.leadline.shell.session;

import java.io.PrintStream;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Job;
import org.apache.felix.service.command.Job.Status;
import org.apache.felix.service.command.JobListener;
import org.apache.felix.service.command.Process;

/** What runs in a session now, and how the last of it ended. */
final class SessionJobs implements JobListener {

  private final CommandSession session;
  private final SessionStreams streams;
  private final Set<Job> jobs = ConcurrentHashMap.newKeySet();
  private volatile int status;

  SessionJobs(CommandSession session, SessionStreams streams) {
    this.session = session;
    this.streams = streams;
  }

  @Override
  public void jobChanged(Job job, Status previous, Status current) {
    if (current == Status.Done) {
      jobs.remove(job);
      if (job.parent() == null && job.result() != null) {
        status = job.result().error();
      }
    } else {
      jobs.add(job);
    }
  }

  /** The exit status of what ended last. */
  int status() {
    return status;
  }

  /** A line begins. */
  void reset() {
    status = 0;
  }

  /**
   * Interrupts what runs in the foreground. Not by Gogo's own means, which would not wait for its
   * last words.
   */
  void interrupt() {
    for (Job job : jobs) {
      if (job.status() == Status.Foreground) {
        for (Process process : job.processes()) {
          PrintStream out = process.out();
          if (out != null) {
            streams.threadOf(out).ifPresent(Thread::interrupt);
          }
        }
      }
    }
  }

  /** Leaves what runs in the foreground to itself. */
  void abandon() {
    Job job = session.foregroundJob();
    if (job != null) {
      job.interrupt();
    }
  }
}
