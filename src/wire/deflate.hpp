// Compression of the data dictionary, bounded.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "wire/codec.hpp"

namespace escapement::wire {

// Undoes compress().  Fails if the data are damaged, end too early, are followed by more, or
// give more than `limit` bytes.
base::Result<std::string> decompress(Bytes bytes, std::size_t limit);

// zlib's format (RFC 1950) at its best compression.
std::vector<std::uint8_t> compress(std::string_view text);

}  // namespace escapement::wire
