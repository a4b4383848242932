// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;

/** Gauges as attributes of a JMX bean, for workers that have no metrics for plugins. */
final class GaugesBean implements DynamicMBean {
    private final Map<String, Gauge> gauges = new LinkedHashMap<>();

    GaugesBean(List<Gauge> gauges) {
        gauges.forEach(gauge -> this.gauges.put(gauge.name(), gauge));
    }

    @Override
    public Object getAttribute(String name) throws AttributeNotFoundException {
        Gauge gauge = gauges.get(name);
        if (gauge == null) {
            throw new AttributeNotFoundException(name);
        }
        return gauge.value().getAsLong();
    }

    @Override
    public AttributeList getAttributes(String[] names) {
        AttributeList found = new AttributeList();
        for (String name : names) {
            Gauge gauge = gauges.get(name);
            if (gauge != null) {
                found.add(new Attribute(name, gauge.value().getAsLong()));
            }
        }
        return found;
    }

    @Override
    public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
        throw new AttributeNotFoundException(attribute.getName() + " cannot be set");
    }

    @Override
    public AttributeList setAttributes(AttributeList attributes) {
        return new AttributeList();
    }

    @Override
    public Object invoke(String action, Object[] parameters, String[] signature) {
        throw new UnsupportedOperationException(action);
    }

    @Override
    public MBeanInfo getMBeanInfo() {
        MBeanAttributeInfo[] attributes = gauges.values().stream()
                .map(gauge -> new MBeanAttributeInfo(gauge.name(), "long", gauge.description(), true, false, false))
                .toArray(MBeanAttributeInfo[]::new);
        return new MBeanInfo(
                GaugesBean.class.getName(), "A task of the Delta sink of Alluvium", attributes, null, null, null);
    }
}
