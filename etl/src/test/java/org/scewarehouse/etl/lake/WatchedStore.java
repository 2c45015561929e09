package org.scewarehouse.etl.lake;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.BiPredicate;

/** Stores in which others are at work in the worst moment. */
public final class WatchedStore {

    private WatchedStore() {}

    /**
     * The store, where something happens just before a call.
     *
     * @param moments whether this is the call, by the name of the method and its key or prefix; asked for each
     */
    public static ObjectStore where(ObjectStore store, BiPredicate<String, String> moments, Runnable event) {
        return (ObjectStore) Proxy.newProxyInstance(
                WatchedStore.class.getClassLoader(), new Class<?>[] {ObjectStore.class}, (proxy, method, arguments) -> {
                    if (moments.test(method.getName(), String.valueOf(arguments[0]))) {
                        event.run();
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** The same at the first such call, so that what happens may make it too. */
    public static ObjectStore once(ObjectStore store, BiPredicate<String, String> moments, Runnable event) {
        boolean[] isPast = new boolean[1];
        return where(
                store,
                (method, key) -> {
                    boolean isMoment = !isPast[0] && moments.test(method, key);
                    isPast[0] |= isMoment;
                    return isMoment;
                },
                event);
    }
}
