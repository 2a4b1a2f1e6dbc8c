// A socket without a file, named after the place: the system lets only one program have it.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/sole_holder.hpp"

#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <filesystem>
#include <functional>
#include <utility>

namespace escapement::app {

base::Result<SoleHolder> SoleHolder::of(const std::string& path) {
    namespace fs = std::filesystem;
    if (path.empty()) return base::Error{"there is nothing in \"\"; which place is meant?"};
    std::error_code trouble;
    const auto folder = fs::canonical(fs::absolute(path, trouble).parent_path(), trouble);
    if (trouble)
        return base::Error{path + ": there is no folder " + fs::path(path).parent_path().string() +
                           "; make it, or choose another place"};
    const auto place = (folder / fs::path(path).filename()).string();
    const auto name = fmt::format("escapement-{:016x}", std::hash<std::string>()(place));
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    // A name that begins with a zero is in no folder.
    std::copy(name.begin(), name.end(), address.sun_path + 1);
    const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + name.size());
    SoleHolder holder(socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (bind(holder.descriptor_, reinterpret_cast<const sockaddr*>(&address), size) == 0)
        return holder;
    if (errno != EADDRINUSE) return base::Error{path + ": " + std::strerror(errno)};
    return base::Error{path +
                       ": another such program is there already; end it, or choose another place"};
}

SoleHolder::SoleHolder(SoleHolder&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)) {}

SoleHolder::~SoleHolder() {
    if (descriptor_ >= 0) close(descriptor_);
}

}  // namespace escapement::app
