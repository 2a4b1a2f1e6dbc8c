// A name in the file system for a device that comes and goes.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "base/result.hpp"

namespace escapement::runtime {

// A symbolic link that is there, whole, from one moment to the next, and goes with this object.
class DeviceLink {
  public:
    // Replaces a link to a pseudo-terminal, as a program that was killed may have left one; fails
    // if there is anything else of that name.
    static base::Result<DeviceLink> make(const std::string& path, const std::string& device);
    DeviceLink(DeviceLink&& other) noexcept;
    DeviceLink& operator=(DeviceLink&&) = delete;
    // Removes the link, unless it leads elsewhere by now.
    ~DeviceLink();

    const std::string& path() const { return path_; }

  private:
    DeviceLink(std::string path, std::string device)
        : path_(std::move(path)), device_(std::move(device)) {}

    std::string path_;  // empty when moved from
    std::string device_;
};

}  // namespace escapement::runtime
