// Reads and writes, and tells errors that pass from those that mean the end.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/descriptor_stream.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace escapement::runtime {

namespace {

std::string reason(int error) {
    if (error == EIO || error == ENXIO || error == ENODEV) return "unplugged or switched off";
    return std::strerror(error);
}

}  // namespace

DescriptorStream::~DescriptorStream() {
    close(descriptor_);
}

std::size_t DescriptorStream::write(std::span<const std::uint8_t> bytes) {
    if (!failure_.empty() || bytes.empty()) return 0;
    const ssize_t count = ::write(descriptor_, bytes.data(), bytes.size());
    if (count >= 0) return static_cast<std::size_t>(count);
    fail("writing", errno);
    return 0;
}

std::size_t DescriptorStream::read(std::span<std::uint8_t> buffer) {
    if (!failure_.empty() || buffer.empty()) return 0;
    const ssize_t count = ::read(descriptor_, buffer.data(), buffer.size());
    if (count > 0) return static_cast<std::size_t>(count);
    if (count < 0)
        fail("reading", errno);
    else if (empty_ == Empty::the_end)
        failure_ = name_ + ": closed by the other side";
    return 0;
}

// Asking again helps against some errors; the others mean that nobody is there any more.
void DescriptorStream::fail(const char* doing, int error) {
    if (error == EAGAIN || error == EINTR) return;
    failure_ = name_ + ": " + doing + " failed: " + reason(error);
}

}  // namespace escapement::runtime
