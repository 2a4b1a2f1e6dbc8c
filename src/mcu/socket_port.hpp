// A board behind a socket: on a local one, or on one across the network.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "base/result.hpp"
#include "runtime/descriptor_stream.hpp"

namespace escapement::mcu {

// "socket://HOST:PORT" leads across the network.
bool is_network_address(const std::string& target);

// Begins to connect; until that has succeeded nothing can be written.  The first blocks while a
// host's name is looked up.  Both fail with a remedy; that nobody answers is found out later, as
// the stream's failure.
base::Result<std::unique_ptr<runtime::DescriptorStream>> connect_network(const std::string& target);
base::Result<std::unique_ptr<runtime::DescriptorStream>> connect_local(const std::string& path);

}  // namespace escapement::mcu
