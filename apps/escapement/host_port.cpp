// Looks at a pseudo-terminal's other end now and then.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "escapement/host_port.hpp"

#include <filesystem>

namespace escapement::app {

base::Result<HostPort> HostPort::open(const std::string& path) {
    auto terminal = runtime::DeviceEnd::open();
    if (!terminal) return terminal.error();
    const auto folder = std::filesystem::path(path).parent_path();
    std::error_code trouble;  // the link tells of it
    if (!folder.empty()) std::filesystem::create_directories(folder, trouble);
    auto link = runtime::DeviceLink::make(path, (*terminal)->device());
    if (!link) return link.error();
    return HostPort(*std::move(terminal), *std::move(link));
}

HostPort::Change HostPort::look(runtime::SystemOutside& outside) {
    if (terminal_->connected() == connected_) return Change::none;
    connected_ = !connected_;
    if (connected_) {
        outside.watch(terminal_->file_descriptor());
        return Change::came;
    }
    outside.unwatch(terminal_->file_descriptor());
    terminal_->forget_unread();
    return Change::gone;
}

}  // namespace escapement::app
