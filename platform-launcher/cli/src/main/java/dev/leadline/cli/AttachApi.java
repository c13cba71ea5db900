package dev.leadline.cli;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * The JDK's way to other JVMs, alone in a class: where the module is absent, so is this class, and
 * whoever uses it gets a {@code NoClassDefFoundError}.
 */
final class AttachApi {

  private AttachApi() {}

  /** How far it came. */
  enum Stage {
    /** The JVM did not answer. */
    CONNECT,
    /** It could not load the agent. */
    LOAD,
    /** The agent could not start. */
    START,
    /** The conversation broke off. */
    TALK
  }

  /** The agent is not in the JVM; the message is the JDK's. */
  static final class Failure extends Exception {

    private static final long serialVersionUID = 1;

    private final Stage stage;

    Failure(Stage stage, Exception cause) {
      super(cause.getMessage(), cause);
      this.stage = stage;
    }

    Stage stage() {
      return stage;
    }
  }

  /** Returns when the agent has been loaded; it boots on its own thread. */
  static void load(long pid, String jar, String arguments) throws Failure {
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
      try {
        machine.loadAgent(jar, arguments);
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException e) {
      throw new Failure(Stage.CONNECT, e);
    } catch (AgentLoadException e) {
      throw new Failure(Stage.LOAD, e);
    } catch (AgentInitializationException e) {
      throw new Failure(Stage.START, e);
    } catch (IOException e) {
      throw new Failure(Stage.TALK, e);
    }
  }

  /** Main classes and arguments of the JVMs that can be attached to, by process id. */
  static Map<Long, String> names() {
    Map<Long, String> names = new TreeMap<>();
    for (VirtualMachineDescriptor machine : VirtualMachine.list()) {
      if (machine.id().matches("[0-9]{1,18}")) {
        names.put(Long.parseLong(machine.id()), machine.displayName());
      }
    }
    return names;
  }
}
