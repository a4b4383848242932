// SPDX-License-Identifier: Apache-2.0
package dev.alluvium.connect.sink.write;

final class FakeRegisterTest extends RegisterContract {
    private final FakeRegister register = new FakeRegister();

    @Override
    protected Register open() {
        return register;
    }
}
