// Links made beside their final name and renamed.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/device_link.hpp"

#include <unistd.h>

#include <filesystem>
#include <utility>

namespace escapement::runtime {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view pseudo_terminals = "/dev/pts/";

std::string target_of(const fs::path& path) {
    std::error_code trouble;
    return fs::read_symlink(path, trouble).string();
}

base::Error refusal(const std::string& path, const std::error_code& trouble) {
    return {path + ": cannot be made a link to a device: " + trouble.message() +
            "; choose another place"};
}

}  // namespace

base::Result<DeviceLink> DeviceLink::make(const std::string& path, const std::string& device) {
    std::error_code trouble;
    const auto present = fs::symlink_status(path, trouble);
    if (fs::exists(present) && !target_of(path).starts_with(pseudo_terminals))
        return base::Error{path +
                           ": is there already, and leads to no terminal; remove it or choose "
                           "another place"};
    const std::string part = path + ".part" + std::to_string(getpid());
    fs::remove(part, trouble);
    fs::create_symlink(device, part, trouble);
    if (trouble) return refusal(path, trouble);
    fs::rename(part, path, trouble);
    if (!trouble) return DeviceLink(path, device);
    std::error_code ignored;
    fs::remove(part, ignored);
    return refusal(path, trouble);
}

DeviceLink::DeviceLink(DeviceLink&& other) noexcept
    : path_(std::exchange(other.path_, {})), device_(std::move(other.device_)) {}

DeviceLink::~DeviceLink() {
    if (path_.empty() || target_of(path_) != device_) return;
    std::error_code ignored;
    fs::remove(path_, ignored);
}

}  // namespace escapement::runtime
