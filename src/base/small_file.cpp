// open, read, close.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/small_file.hpp"

#include <fcntl.h>
#include <unistd.h>

namespace escapement::base {

std::string_view read_small_file(const std::string& path, std::span<char> buffer) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0) return {};
    const ::ssize_t size = ::read(descriptor, buffer.data(), buffer.size());
    ::close(descriptor);
    return {buffer.data(), size > 0 ? static_cast<std::size_t>(size) : 0};
}

}  // namespace escapement::base
