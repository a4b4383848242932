// SPDX-License-Identifier: Apache-2.0
/** A process that reads Delta tables with Spark and answers on its standard output; it knows nothing of the sink. */
@NullMarked
package dev.alluvium.protobufconverter;

import org.jspecify.annotations.NullMarked;
