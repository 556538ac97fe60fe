package dev.fungible.operator.run;

import java.util.Map;
import java.util.Properties;
import java.util.TimeZone;
import org.quartz.CronScheduleBuilder;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDataMap;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls back on a cron schedule, in UTC. A call that could not be made in time is made once, late.
 */
final class Schedule implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Schedule.class);

  private static final String CALL = "call";

  private final Scheduler scheduler;
  private final Runnable call;
  private String cron = "";

  /** A schedule without times, which will call this. */
  Schedule(Runnable call) {
    this.call = call;
    Properties properties = new Properties();
    // A name of its own: Quartz keeps schedulers by name, and several operators may run in one JVM.
    String name = "cycles-" + Long.toHexString(System.identityHashCode(this));
    properties.setProperty("org.quartz.scheduler.instanceName", name + "-" + System.nanoTime());
    properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
    properties.setProperty("org.quartz.scheduler.makeSchedulerThreadDaemon", "true");
    properties.setProperty("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
    properties.setProperty("org.quartz.threadPool.threadCount", "1");
    properties.setProperty("org.quartz.threadPool.makeThreadsDaemons", "true");
    properties.setProperty("org.quartz.jobStore.class", "org.quartz.simpl.RAMJobStore");
    try {
      scheduler = new StdSchedulerFactory(properties).getScheduler();
      scheduler.start();
    } catch (SchedulerException e) {
      throw new IllegalStateException("Quartz does not start", e);
    }
  }

  /** Calls at these times from now on; a valid Quartz cron expression. */
  void set(String expression) {
    if (expression.equals(cron)) {
      return;
    }
    JobDetail job =
        JobBuilder.newJob(Call.class).setJobData(new JobDataMap(Map.of(CALL, call))).build();
    CronScheduleBuilder times =
        CronScheduleBuilder.cronSchedule(expression)
            .inTimeZone(TimeZone.getTimeZone("UTC"))
            .withMisfireHandlingInstructionFireAndProceed();
    Trigger trigger = TriggerBuilder.newTrigger().withSchedule(times).build();
    try {
      scheduler.clear();
      scheduler.scheduleJob(job, trigger);
      cron = expression;
    } catch (SchedulerException e) {
      // A schedule that was good when it was accepted may have no time left to come.
      LOG.warn("No cycle comes by the schedule {}: {}", expression, e.getMessage());
      cron = expression;
    }
  }

  @Override
  public void close() {
    try {
      scheduler.shutdown(false);
    } catch (SchedulerException e) {
      throw new IllegalStateException("Quartz does not stop", e);
    }
  }

  /** What Quartz runs. */
  public static final class Call implements Job {
    @Override
    public void execute(JobExecutionContext execution) {
      if (execution.getMergedJobDataMap().get(CALL) instanceof Runnable call) {
        call.run();
      }
    }
  }
}
