// SPDX-License-Identifier: Apache-2.0
@NullMarked
package dev.alluvium.connect.sink.core;

import org.jspecify.annotations.NullMarked;
