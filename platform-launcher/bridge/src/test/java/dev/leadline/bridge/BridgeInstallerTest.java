package dev.leadline.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.Test;

class BridgeInstallerTest {

  private static final Instrumentation INSTRUMENTATION = ByteBuddyAgent.install();
  private static final MethodType LINKER =
      MethodType.methodType(
          CallSite.class, MethodHandles.Lookup.class, String.class, MethodType.class, int.class);

  private final Class<?> bridge = BridgeInstaller.install(INSTRUMENTATION);

  @Test
  void definesTheBridgeOnceInJavaBase() {
    assertThat(bridge.getModule()).isSameAs(Object.class.getModule());
    assertThat(bridge.getClassLoader()).isNull();
    assertThat(BridgeInstaller.install(INSTRUMENTATION)).isSameAs(bridge);
  }

  @Test
  void linksToNothingWhenNobodyOwnsIt() throws Throwable {
    CallSite site = link(MethodType.methodType(void.class, int.class, String.class));
    site.getTarget().invoke(1, "x");
    assertThat(site).isInstanceOf(ConstantCallSite.class);
  }

  @Test
  void hasOneOwnerAtATime() throws Throwable {
    Object owner = new Object();
    MethodHandle linker =
        MethodHandles.dropArguments(
            MethodHandles.constant(
                CallSite.class,
                new ConstantCallSite(MethodHandles.empty(MethodType.methodType(void.class)))),
            0,
            LINKER.parameterList());
    assertThat(claim(owner, linker)).isTrue();
    assertThat(claim(new Object(), linker)).isFalse();
    assertThat(link(MethodType.methodType(void.class)))
        .isSameAs(link(MethodType.methodType(void.class)));
    bridge.getMethod("release", Object.class).invoke(null, new Object());
    assertThat(bridge.getMethod("isClaimed").invoke(null)).isEqualTo(true);
    bridge.getMethod("release", Object.class).invoke(null, owner);
    assertThat(bridge.getMethod("isClaimed").invoke(null)).isEqualTo(false);
  }

  @Test
  void linksToNothingWhenTheLinkerThrows() throws Throwable {
    Object owner = new Object();
    MethodHandle thrower =
        MethodHandles.dropArguments(
            MethodHandles.throwException(CallSite.class, IllegalStateException.class)
                .bindTo(new IllegalStateException("broken linker")),
            0,
            LINKER.parameterList());
    claim(owner, thrower);
    try {
      link(MethodType.methodType(void.class)).getTarget().invoke();
    } finally {
      bridge.getMethod("release", Object.class).invoke(null, owner);
    }
  }

  private boolean claim(Object owner, MethodHandle linker) throws ReflectiveOperationException {
    return (boolean)
        bridge.getMethod("claim", Object.class, MethodHandle.class).invoke(null, owner, linker);
  }

  private CallSite link(MethodType type) throws ReflectiveOperationException {
    return (CallSite)
        bridge
            .getMethod(
                "link", MethodHandles.Lookup.class, String.class, MethodType.class, int.class)
            .invoke(null, MethodHandles.lookup(), "probe", type, 7);
  }
}
