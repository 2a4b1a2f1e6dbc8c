// A serial port that we offer to hosts: a pseudo-terminal with a name that stays.
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include "base/result.hpp"
#include "runtime/device_end.hpp"
#include "runtime/device_link.hpp"
#include "runtime/system_clock.hpp"

namespace escapement::app {

class HostPort {
  public:
    // How often one should look for hosts that come and go.
    static constexpr base::Seconds between_looks{0.05};
    enum class Change { none, came, gone };

    // At that path.  Fails with a remedy.
    static base::Result<HostPort> open(const std::string& path);

    // What has changed since the last look.  Has `outside` wake for what a host says, as long as
    // there is one.
    Change look(runtime::SystemOutside& outside);

    runtime::DeviceEnd& terminal() { return *terminal_; }
    const std::string& path() const { return link_.path(); }

  private:
    HostPort(std::unique_ptr<runtime::DeviceEnd> terminal, runtime::DeviceLink link)
        : terminal_(std::move(terminal)), link_(std::move(link)) {}

    std::unique_ptr<runtime::DeviceEnd> terminal_;
    runtime::DeviceLink link_;
    bool connected_ = false;
};

}  // namespace escapement::app
