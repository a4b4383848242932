// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.it;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.util.Set;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** The metrics of a worker in another process, as monitoring sees them through JMX. */
final class WorkerMetrics implements AutoCloseable {
    private final JMXConnector connector;
    private final MBeanServerConnection beans;

    @SuppressWarnings("BanJNDI") // Of a worker that the test itself has started, on this machine.
    WorkerMetrics(long pid) throws IOException, AttachNotSupportedException {
        VirtualMachine worker = VirtualMachine.attach(String.valueOf(pid));
        try {
            connector = JMXConnectorFactory.connect(new JMXServiceURL(worker.startLocalManagementAgent()));
        } finally {
            worker.detach();
        }
        beans = connector.getMBeanServerConnection();
    }

    /**
     * The sum over all beans that match.
     *
     * @param pattern as {@code kafka.connect:type=plugins,rule=quantity,*}
     */
    double sum(String pattern, String attribute) throws IOException, JMException {
        Set<ObjectName> names = beans.queryNames(new ObjectName(pattern), null);
        if (names.isEmpty()) {
            throw new IllegalStateException("no bean is like " + pattern + "; there are "
                    + beans.queryNames(new ObjectName("kafka.connect:*"), null));
        }
        double sum = 0;
        for (ObjectName name : names) {
            sum += ((Number) beans.getAttribute(name, attribute)).doubleValue();
        }
        return sum;
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }
}
