// Any bytes as what a web server says: an error or messages, never a crash.
// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/assert.hpp"
#include "client/web_socket.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace escapement::client;
    WebSocketReader reader;
    reader.add({reinterpret_cast<const char*>(data), size});
    for (auto message = reader.next(); message && *message; message = reader.next())
        ASSERT((*message)->payload.size() <= size);
    return 0;
}
