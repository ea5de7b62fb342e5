import { Controller, Get, Inject } from '@nestjs/common'
import { ApiOkResponse, ApiTags, type OpenAPIObject } from '@nestjs/swagger'
import { Demands } from '../access/demands.js'

/** The document of an application, once that is made. */
export class OpenApiHolder {
  document: OpenAPIObject | undefined
}

/** The description of all routes. */
@ApiTags('openapi')
@Controller('openapi.json')
export class OpenApiController {
  constructor(@Inject(OpenApiHolder) private readonly holder: OpenApiHolder) {}

  /** This document. */
  @Get()
  @Demands('anyone')
  @ApiOkResponse({ schema: { type: 'object' } })
  read(): OpenAPIObject | undefined {
    return this.holder.document
  }
}
